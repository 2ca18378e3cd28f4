package dev.archway.cli.network;

import dev.archway.core.space.Decision;
import java.util.List;
import java.util.Locale;

/// A space and every decision of it.
public record SpaceReport(SpaceSummary summary, List<Decision> decisions) {

  /// The space that somebody names.
  ///
  /// @param argument a preset or a file
  public static SpaceReport of(String argument) {
    var space = new SpaceArgument(argument).space();
    return new SpaceReport(SpaceSummary.of(space), space.decisions().list());
  }

  public String text() {
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
