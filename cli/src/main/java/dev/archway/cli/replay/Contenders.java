package dev.archway.cli.replay;

import dev.archway.cli.terminal.Refusal;
import dev.archway.controller.replay.Contender;
import java.util.ArrayList;
import java.util.List;

/// The controllers that a person names.
public final class Contenders {
  private Contenders() {}

  /// Those of such names, in their order; all if none is named.
  public static List<Contender> named(List<String> names) {
    if (names.isEmpty()) {
      return Contender.all();
    }
    var contenders = new ArrayList<Contender>();
    for (var name : names) {
      var contender =
          Contender.named(name)
              .orElseThrow(() ->
                  new Refusal(
                      "There is no controller '%s'; there are: %s."
                          .formatted(name, String.join(", ", Contender.names()))));
      if (contenders.contains(contender)) {
        throw new Refusal("Each --controller is named once, but " + name + " is named twice.");
      }
      contenders.add(contender);
    }
    return contenders;
  }
}
