package dev.archway.controller.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.controller.AdditiveLandscape;
import dev.archway.controller.Controller;
import dev.archway.controller.ControllerContract;
import dev.archway.controller.Controllers;
import dev.archway.controller.Observation;
import dev.archway.controller.Outcome;
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

class LocalSearchControllerTest extends ControllerContract {
  private static final Decisions DECISIONS = TestSpaces.of(4, 4, 4, 4, 4, 4);
  private static final Choices START = Choices.of(0, 0, 0, 0, 0, 0);
  private static final Choices NEIGHBOUR = Choices.of(0, 1, 0, 0, 0, 0);
  private static final Choices OTHER_NEIGHBOUR = Choices.of(0, 0, 0, 2, 0, 0);
  private static final Choices FAR = Choices.of(3, 3, 3, 3, 3, 3);
  private static final Choices FARTHEST = Choices.of(2, 2, 3, 3, 2, 2);

  private final Controller search =
      Controllers.create(new ControllerSpec.LocalSearch(1), DECISIONS, 3);

  @Override
  protected ControllerSpec spec() {
    return new ControllerSpec.LocalSearch(3);
  }

  @Override
  protected Set<Class<? extends Provenance>> ways() {
    return Set.of(Provenance.Uniform.class, Provenance.Mutated.class);
  }

  private static Choices one(Controller controller, Predicate<Choices> known) {
    return ((Proposals.Next) controller.propose(40, 1, known)).list().getFirst().choices();
  }

  private static long distance(Choices one, Choices other) {
    return IntStream.range(0, one.size()).filter(d -> one.get(d) != other.get(d)).count();
  }

  private static void learn(Controller controller, Choices choices, int version, double reward) {
    learn(controller, choices, version, new Outcome.Scored(reward, reward, Map.of()));
  }

  private static void learn(Controller controller, Choices choices, int version, Outcome outcome) {
    controller.learn(List.of(new Observation(1, choices, version, -1, outcome)));
  }

  /// All that it proposes next is next to these choices.
  private static void standsAt(Controller controller, Choices position) {
    var next = (Proposals.Next) controller.propose(40, 6 * 3, _ -> false);
    assertThat(next.list())
        .hasSize(18)
        .allSatisfy(p -> assertThat(distance(p.choices(), position)).isEqualTo(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void climbsAnAdditiveLandscapeBetterThanChance(int inFlight) {
    AdditiveLandscape.isClimbedBetterThanByChance(
        ControllerSpec.LocalSearch.small(), 200, inFlight);
  }

  @Test
  void beginsWithWhatARandomControllerOfItsSeedProposes() {
    var random = Controllers.create(new ControllerSpec.Random(), DECISIONS, 3);

    assertThat(search.propose(1, 9, _ -> false)).isEqualTo(random.propose(1, 9, _ -> false));
  }

  @Test
  void climbsFromTheBestOfItsStarts() {
    var three = Controllers.create(new ControllerSpec.LocalSearch(3), DECISIONS, 3);
    var random = Controllers.create(new ControllerSpec.Random(), DECISIONS, 3);
    learn(three, START, 0, 0.2);
    learn(three, FAR, 0, 0.4);
    learn(three, NEIGHBOUR, 0, new Outcome.Failed("Lost."));
    assertThat(three.propose(1, 9, _ -> false)).isEqualTo(random.propose(1, 9, _ -> false));

    learn(three, OTHER_NEIGHBOUR, 0, new Outcome.Skipped("Slow.", 0.1, Map.of()));

    standsAt(three, FAR);
  }

  @Test
  void movesToTheFirstBetterNeighbourAndToNoWorseOne() {
    learn(search, START, 0, 0.5);
    learn(search, NEIGHBOUR, 1, 0.5);
    learn(search, OTHER_NEIGHBOUR, 1, new Outcome.Failed("Lost."));
    standsAt(search, START);

    learn(search, OTHER_NEIGHBOUR, 1, 0.6);

    standsAt(search, OTHER_NEIGHBOUR);
  }

  @Test
  void drawsAStartWhenAllNeighboursAreKnown() {
    learn(search, START, 0, 0.5);

    assertThat(distance(one(search, c -> distance(c, START) <= 1), START)).isGreaterThan(1);
  }

  @Test
  void anUnsuccessfulClimbEndsAtTheNextStartHoweverBadThatIs() {
    learn(search, START, 0, 0.5);
    learn(search, FAR, 1, new Outcome.Failed("Lost."));
    standsAt(search, START);

    learn(search, FAR, 1, 0.1);

    standsAt(search, FAR);
  }

  @Test
  void aBetterNeighbourThatComesWhileStartsAreTriedGoesOnWithTheClimb() {
    var two = Controllers.create(new ControllerSpec.LocalSearch(2), DECISIONS, 3);
    learn(two, START, 0, 0.5);
    learn(two, NEIGHBOUR, 0, 0.1);
    learn(two, FAR, 2, 0.2);
    learn(two, OTHER_NEIGHBOUR, 2, 0.6);
    standsAt(two, OTHER_NEIGHBOUR);

    // The start from before is still one of two.
    learn(two, FARTHEST, 4, 0.1);

    standsAt(two, FAR);
  }

  @Test
  void aLateNeighbourDoesNotLeadBackToASummitThatWasGivenUp() {
    learn(search, START, 0, 0.5);
    learn(search, FAR, 1, 0.1);
    learn(search, NEIGHBOUR, 1, 0.5);
    standsAt(search, FAR);

    learn(search, OTHER_NEIGHBOUR, 1, 0.51);

    standsAt(search, OTHER_NEIGHBOUR);
  }

  @Test
  void aLateStartIsTakenOnlyIfItIsBetter() {
    learn(search, START, 0, 0.5);
    learn(search, FAR, 0, 0.4);
    standsAt(search, START);

    learn(search, FARTHEST, 0, 0.6);

    standsAt(search, FARTHEST);
  }

  @Test
  void nothingIsLeftOfASpaceOfOneArchitectureOnceItIsKnown() {
    var only = Controllers.create(new ControllerSpec.LocalSearch(1), TestSpaces.of(1, 1), 3);
    learn(only, Choices.of(0, 0), 0, 0.5);

    assertThat(only.propose(3, 1, Set.of(Choices.of(0, 0))::contains))
        .isInstanceOf(Proposals.Exhausted.class);
  }

  @Test
  void tellsWhereItStandsAndWhereTheClimbBeforeEnded() {
    assertThat(search.summary())
        .isEqualTo(new ControllerSummary.Climb(Optional.empty(), Optional.empty(), 0));
    learn(search, START, 0, 0.5);
    learn(search, NEIGHBOUR, 1, 0.6);
    learn(search, FAR, 2, 0.4);

    assertThat(search.summary())
        .isEqualTo(
            new ControllerSummary.Climb(
                Optional.of(new ControllerSummary.Climb.Place(FAR, 0.4)),
                Optional.of(new ControllerSummary.Climb.Place(NEIGHBOUR, 0.6)),
                0));
  }
}
