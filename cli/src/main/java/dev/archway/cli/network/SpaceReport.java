package dev.archway.cli.network;

import dev.archway.core.space.SpaceView;
import java.util.Locale;

/// A space and every decision of it, for people.
public final class SpaceReport {
  private SpaceReport() {}

  /// The space that somebody names.
  ///
  /// @param argument a preset or a file
  public static SpaceView of(String argument) {
    return SpaceView.of(new SpaceArgument(argument).space());
  }

  public static String text(SpaceView space) {
    var summary = space.summary();
    var decisions = space.decisions();
    var text = new StringBuilder();
    text.append(
        "%s: %d decisions, %s encodings%n"
            .formatted(summary.name(), summary.decisions(), summary.size()));
    int width = decisions.stream().mapToInt(d -> d.name().length()).max().orElse(1);
    for (var decision : decisions) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %-" + width + "s  %s%s%n",
              decision.name(),
              String.join(" | ", decision.options()),
              decision
                  .condition()
                  .map(c ->
                      "  (if " + c.decision() + " is " + String.join(" or ", c.options()) + ")")
                  .orElse("")));
    }
    return text.toString();
  }
}
