package dev.archway.core.space;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.architecture.Architecture;
import dev.archway.core.cost.Costs;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.zoo.MobileNetV2;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/// The laws every space keeps.
final class SpacesTest {
  private static final int SAMPLES = 10_000;

  static List<NetworkSpace> spaces() {
    return Spaces.all();
  }

  /// Those and one of each other kind; the opaque one has conditions.
  static List<SearchSpace> allKinds() {
    var kinds = new ArrayList<SearchSpace>(Spaces.all());
    kinds.add(
        new ScaledSpace(
            "scaled", MobileNetV2::imageNet, List.of(0.5, 0.75, 1.0, 1.4), List.of(96, 128, 224)));
    kinds.add(
        new OpaqueSpace(
            "opaque",
            new Decisions(
                List.of(
                    new Decision("optimizer", List.of("sgd", "adam", "rmsprop")),
                    new Decision(
                        "momentum",
                        List.of("0.5", "0.9", "0.99"),
                        Optional.of(new Condition("optimizer", List.of("sgd", "rmsprop")))),
                    new Decision(
                        "nesterov",
                        List.of("no", "yes"),
                        Optional.of(new Condition("momentum", List.of("0.9", "0.99"))))))));
    return kinds;
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("allKinds")
  void encodingWhatWasDecodedGivesTheChoicesBack(SearchSpace space) {
    var random = new SplittableRandom(5);
    var decisions = space.decisions();
    for (int i = 0; i < SAMPLES; i++) {
      var choices = decisions.sample(random);

      assertThat(space.encode(space.decode(choices))).isEqualTo(choices);
    }
  }

  /// Whatever a controller puts into inactive decisions is encoded as option 0.
  @ParameterizedTest(name = "{index}")
  @MethodSource("allKinds")
  void encodingWhatWasDecodedNormalizesAnyValidChoices(SearchSpace space) {
    var random = new SplittableRandom(6);
    var decisions = space.decisions();
    for (int i = 0; i < SAMPLES; i++) {
      var any = new ArrayList<Integer>();
      for (var decision : decisions.list()) {
        any.add(random.nextInt(decision.options().size()));
      }
      var choices = new Choices(any);

      assertThat(space.encode(space.decode(choices))).isEqualTo(decisions.normalize(choices));
    }
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("allKinds")
  void differentChoicesAreDifferentArchitectures(SearchSpace space) {
    var random = new SplittableRandom(7);
    var choices = new HashSet<Choices>();
    var architectures = new HashSet<Object>();
    for (int i = 0; i < SAMPLES; i++) {
      var drawn = space.decisions().sample(random);
      choices.add(drawn);
      architectures.add(space.decode(drawn));
    }

    assertThat(architectures).hasSameSizeAs(choices);
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("spaces")
  void everyArchitectureIsANetworkForSmallAndForLargeImages(NetworkSpace space) {
    var random = new SplittableRandom(8);
    for (int i = 0; i < SAMPLES; i++) {
      var architecture = space.decode(space.decisions().sample(random));
      var small = architecture.expand(new FeatureShape(3, 32, 32), 10);
      var large = architecture.expand(new FeatureShape(3, 224, 224), 10);

      assertThat(Costs.of(small).multiplyAdds()).isPositive();
      assertThat(Costs.of(large).multiplyAdds()).isGreaterThan(Costs.of(small).multiplyAdds());
      assertThat(Costs.of(large).parameters()).isEqualTo(Costs.of(small).parameters());
    }
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("spaces")
  void architecturesSurviveJson(NetworkSpace space) {
    var mapper = JsonMapper.builder().build();
    var random = new SplittableRandom(9);
    for (int i = 0; i < SAMPLES; i++) {
      Architecture architecture = space.decode(space.decisions().sample(random));
      var json = mapper.writerFor(Architecture.class).writeValueAsString(architecture);

      assertThat(mapper.readValue(json, Architecture.class)).isEqualTo(architecture);
    }
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("spaces")
  void isFoundByItsName(NetworkSpace space) {
    assertThat(Spaces.named(space.name())).contains(space);
    assertThat(Spaces.named(space.name() + "-not")).isEmpty();
  }
}
