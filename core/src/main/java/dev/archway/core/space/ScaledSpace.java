package dev.archway.core.space;

import dev.archway.core.architecture.Architecture;
import dev.archway.core.architecture.NetworkArchitecture;
import dev.archway.core.architecture.ScaledArchitecture;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/// One network at several widths and resolutions, where the question is which of both meets a
/// target best.
public final class ScaledSpace implements NetworkSpace {
  private final String name;
  private final List<Integer> resolutions;

  /// The network at each width.
  private final List<? extends NetworkArchitecture> networks;

  private final Decisions decisions;

  /// A space of one network.
  ///
  /// @param network what the network is at a width; a network of the zoo has its family's own rule
  public ScaledSpace(
      String name,
      DoubleFunction<? extends NetworkArchitecture> network,
      List<Double> widths,
      List<Integer> resolutions) {
    this.name = name;
    this.resolutions = List.copyOf(resolutions);
    this.networks = widths.stream().map(network::apply).toList();
    this.decisions = decide(widths, resolutions);
    if (networks.stream().distinct().count() < networks.size()
        || resolutions.stream().distinct().count() < resolutions.size()) {
      throw new IllegalArgumentException(
          "A scaled space needs widths that give different networks and different resolutions, but has widths %s and resolutions %s."
              .formatted(widths, resolutions));
    }
  }

  private static Decisions decide(List<Double> widths, List<Integer> resolutions) {
    var asked = new ArrayList<Decision>();
    ask(asked, "width", widths);
    ask(asked, "resolution", resolutions);
    return new Decisions(asked);
  }

  private static void ask(List<Decision> asked, String decision, List<?> answers) {
    if (answers.size() != 1) {
      asked.add(new Decision(decision, answers.stream().map(Object::toString).toList()));
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Decisions decisions() {
    return decisions;
  }

  @Override
  public ScaledArchitecture decode(Choices choices) {
    var taken = decisions.normalize(choices).options().iterator();
    var network = networks.get(networks.size() == 1 ? 0 : taken.next());
    return new ScaledArchitecture(
        network, resolutions.get(resolutions.size() == 1 ? 0 : taken.next()));
  }

  @Override
  public Choices encode(Architecture architecture) {
    var choices = new ArrayList<Integer>();
    if (architecture instanceof ScaledArchitecture scaled) {
      if (networks.size() > 1) {
        choices.add(networks.indexOf(scaled.network()));
      }
      if (resolutions.size() > 1) {
        choices.add(resolutions.indexOf(scaled.resolution()));
      }
    }
    if (choices.size() != decisions.size()
        || choices.contains(-1)
        || !decode(new Choices(choices)).equals(architecture)) {
      throw new IllegalArgumentException(
          "Architecture '%s' is not in space %s: %s at resolutions %s."
              .formatted(
                  architecture.text(),
                  name,
                  networks.stream().map(NetworkArchitecture::text).toList(),
                  resolutions));
    }
    return new Choices(choices);
  }
}
