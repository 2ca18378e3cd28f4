package dev.archway.controller.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.archway.controller.AdditiveLandscape;
import dev.archway.controller.Controller;
import dev.archway.controller.ControllerContract;
import dev.archway.controller.Controllers;
import dev.archway.controller.Observation;
import dev.archway.controller.Outcome;
import dev.archway.controller.Proposal;
import dev.archway.controller.Proposals;
import dev.archway.controller.TestSpaces;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.ControllerSummary;
import dev.archway.core.experiment.Provenance;
import dev.archway.core.space.Choices;
import dev.archway.core.space.Decisions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvolutionControllerTest extends ControllerContract {
  private static final ControllerSpec.Evolution SMALL = new ControllerSpec.Evolution(5, 3);
  private static final Decisions DECISIONS = TestSpaces.of(4, 4, 4, 4, 4, 4);
  private static final Choices FIRST = Choices.of(0, 0, 0, 0, 0, 0);
  private static final Choices SECOND = Choices.of(3, 3, 3, 3, 3, 3);

  @Override
  protected ControllerSpec spec() {
    return SMALL;
  }

  @Override
  protected Set<Class<? extends Provenance>> ways() {
    return Set.of(Provenance.Uniform.class, Provenance.Mutated.class, Provenance.Remaining.class);
  }

  private static Proposal one(Controller controller, int number, Predicate<Choices> known) {
    return ((Proposals.Next) controller.propose(number, 1, known)).list().getFirst();
  }

  private static void learn(Controller controller, Choices choices, double reward) {
    learn(controller, choices, new Outcome.Scored(reward, reward, Map.of()));
  }

  private static void learn(Controller controller, Choices choices, Outcome outcome) {
    controller.learn(List.of(new Observation(1, choices, 0, -1, outcome)));
  }

  private static long distance(Choices one, Choices other) {
    return IntStream.range(0, one.size()).filter(d -> one.get(d) != other.get(d)).count();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void climbsAnAdditiveLandscapeBetterThanChance(int inFlight) {
    AdditiveLandscape.isClimbedBetterThanByChance(
        new ControllerSpec.Evolution(20, 5), 200, inFlight);
  }

  @Test
  void beginsWithWhatARandomControllerOfItsSeedProposes() {
    var evolution = Controllers.create(SMALL, DECISIONS, 3);
    var random = Controllers.create(new ControllerSpec.Random(), DECISIONS, 3);
    for (int i = 0; i < 5; i++) {
      learn(evolution, SECOND, 0.5);
    }

    assertThat(evolution.propose(1, 5, _ -> false)).isEqualTo(random.propose(1, 5, _ -> false));
    assertThat(one(evolution, 6, _ -> false)).isNotEqualTo(one(random, 6, _ -> false));
  }

  @Test
  void goesOnAtRandomUntilAWholeSampleHasScored() {
    var evolution = Controllers.create(SMALL, DECISIONS, 3);
    var random = Controllers.create(new ControllerSpec.Random(), DECISIONS, 3);
    learn(evolution, SECOND, 0.5);
    learn(evolution, SECOND, new Outcome.Failed("Lost."));
    learn(evolution, SECOND, 0.5);

    assertThat(one(evolution, 20, _ -> false)).isEqualTo(one(random, 20, _ -> false));
    learn(evolution, SECOND, new Outcome.Skipped("Slow.", 0.1, Map.of()));
    assertThat(distance(one(evolution, 20, _ -> false).choices(), SECOND)).isEqualTo(1);
  }

  @Test
  void aChildDiffersFromTheBestOfTheSampleInOneDecision() {
    var controller = Controllers.create(new ControllerSpec.Evolution(5, 5), DECISIONS, 3);
    learn(controller, FIRST, 0.9);
    for (int i = 0; i < 4; i++) {
      learn(controller, SECOND, 0.5);
    }
    int ofTheBest = 0;
    for (int number = 6; number < 206; number++) {
      var child = one(controller, number, _ -> false).choices();
      assertThat(List.of(distance(child, FIRST), distance(child, SECOND))).contains(1L);
      ofTheBest += distance(child, FIRST) == 1 ? 1 : 0;
    }

    // The best of five is in a sample of five draws in 1 - 0.8^5 = 67 % of all cases; 4 deviations.
    assertThat(ofTheBest).isBetween(134 - 27, 134 + 27);
  }

  @Test
  void theOldestDiesHoweverGoodItIs() {
    var controller = Controllers.create(SMALL, DECISIONS, 3);
    learn(controller, FIRST, 0.9);
    for (int i = 0; i < 5; i++) {
      learn(controller, SECOND, 0.5);
    }

    for (int number = 6; number < 106; number++) {
      assertThat(distance(one(controller, number, _ -> false).choices(), SECOND)).isEqualTo(1);
    }
  }

  @Test
  void goesTwoStepsWhereAllChildrenAreKnown() {
    var controller = Controllers.create(SMALL, DECISIONS, 3);
    for (int i = 0; i < 5; i++) {
      learn(controller, SECOND, 0.5);
    }

    var grandchild = one(controller, 6, c -> distance(c, SECOND) <= 1).choices();

    assertThat(distance(grandchild, SECOND)).isEqualTo(2);
  }

  @Test
  void takesARandomArchitectureWhereAllNearbyAreKnown() {
    var controller = Controllers.create(SMALL, DECISIONS, 3);
    for (int i = 0; i < 5; i++) {
      learn(controller, SECOND, 0.5);
    }

    var far = one(controller, 6, c -> distance(c, SECOND) <= 2).choices();

    assertThat(distance(far, SECOND)).isGreaterThan(2);
  }

  @Test
  void decisionsChangeEquallyOftenHoweverManyOptionsTheyHave() {
    var decisions = TestSpaces.of(2, 1, 9);
    var controller = Controllers.create(SMALL, decisions, 3);
    for (int i = 0; i < 5; i++) {
      learn(controller, Choices.of(0, 0, 0), 0.5);
    }
    int changedFirst = 0;
    for (int number = 6; number < 406; number++) {
      changedFirst += one(controller, number, _ -> false).choices().get(0);
    }

    // Four standard deviations of 400 draws with one chance in two.
    assertThat(changedFirst).isBetween(160, 240);
  }

  @Test
  void refusesASnapshotOfALargerPopulation() {
    var controller = Controllers.create(SMALL, DECISIONS, 3);
    for (int i = 0; i < 5; i++) {
      learn(controller, SECOND, 0.5);
    }
    var smaller = new ControllerSpec.Evolution(4, 3);

    assertThatThrownBy(() -> Controllers.restore(smaller, DECISIONS, 3, controller.snapshot()))
        .hasMessageContaining("has 0..4 members, but this one has 5");
  }

  @Test
  void tellsTheSizeTheBestAndTheMeanOfItsPopulation() {
    var controller = Controllers.create(SMALL, DECISIONS, 3);
    assertThat(controller.summary())
        .isEqualTo(new ControllerSummary.Population(0, Optional.empty(), Optional.empty()));
    learn(controller, FIRST, 0.9);
    for (int i = 0; i < 4; i++) {
      learn(controller, SECOND, 0.5);
    }
    learn(controller, SECOND, new Outcome.Failed("Lost."));

    var population = (ControllerSummary.Population) controller.summary();

    assertThat(population.members()).isEqualTo(5);
    assertThat(population.bestReward()).hasValue(0.9);
    assertThat(population.meanReward().orElseThrow()).isCloseTo(0.58, within(1e-12));
  }

  @Test
  void nothingIsLeftOfASpaceOfOneArchitectureOnceItIsKnown() {
    var only = TestSpaces.of(1, 1);
    var controller = Controllers.create(new ControllerSpec.Evolution(2, 1), only, 3);
    learn(controller, Choices.of(0, 0), 0.5);

    assertThat(controller.propose(3, 1, Set.of(Choices.of(0, 0))::contains))
        .isInstanceOf(Proposals.Exhausted.class);
  }
}
