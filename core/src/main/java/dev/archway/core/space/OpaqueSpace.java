package dev.archway.core.space;

import dev.archway.core.architecture.Architecture;
import dev.archway.core.architecture.OpaqueArchitecture;
import java.util.ArrayList;

/// Named decisions with named options that only the user's own evaluator understands. What a
/// decision's condition rules out is not part of the architecture.
public record OpaqueSpace(String name, Decisions decisions) implements SearchSpace {

  @Override
  public OpaqueArchitecture decode(Choices choices) {
    return new OpaqueArchitecture(decisions.taken(choices));
  }

  @Override
  public Choices encode(Architecture architecture) {
    if (!(architecture instanceof OpaqueArchitecture opaque)) {
      throw refused(architecture);
    }
    var choices = new ArrayList<Integer>();
    for (var decision : decisions.list()) {
      var taken = opaque.options().get(decision.name());
      choices.add(taken == null ? 0 : decision.options().indexOf(taken));
    }
    if (choices.contains(-1) || !decode(new Choices(choices)).equals(architecture)) {
      throw refused(architecture);
    }
    return new Choices(choices);
  }

  private IllegalArgumentException refused(Architecture architecture) {
    return new IllegalArgumentException(
        "Architecture '%s' is not in space %s, which decides %s."
            .formatted(
                architecture.text(), name, decisions.list().stream().map(Decision::name).toList()));
  }
}
