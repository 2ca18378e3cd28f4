package dev.archway.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.archway.controller.replay.SimulatedSearch;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.space.Choices;
import dev.archway.core.space.Decisions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What the service relies on, whatever the controller.
public abstract class ControllerContract {
  private static final long SEED = 17;

  protected abstract ControllerSpec spec();

  private Controller create(Decisions decisions, long seed) {
    return Controllers.create(spec(), decisions, seed);
  }

  private Controller restore(Decisions decisions, byte[] snapshot) {
    return Controllers.restore(spec(), decisions, SEED, snapshot);
  }

  private static List<Proposal> next(Controller controller, int number, int atMost) {
    return next(controller, number, atMost, Set.of());
  }

  private static List<Proposal> next(
      Controller controller, int number, int atMost, Set<Choices> known) {
    var proposals = controller.propose(number, atMost, known::contains);
    assertThat(proposals).isInstanceOf(Proposals.Next.class);
    return ((Proposals.Next) proposals).list();
  }

  private static Observation scored(int number, Proposal proposal, double reward) {
    return new Observation(
        number,
        proposal.choices(),
        0,
        proposal.logProbability(),
        new Outcome.Scored(reward, reward, Map.of()));
  }

  @Test
  void restoredAndContinuedEqualsContinued() {
    var settings = new SimulatedSearch.Settings(90, 8);
    for (var decisions : List.of(TestSpaces.conditional(), TestSpaces.of(4, 4, 4, 4, 4))) {
      for (long fate = 0; fate < 3; fate++) {
        var undisturbed = create(decisions, SEED);
        var restarted =
            new RestartedController(create(decisions, SEED), c -> restore(decisions, c));

        var story = run(undisturbed, fate, settings);

        assertThat(story.learned()).hasSize(90);
        assertThat(run(restarted, fate, settings)).isEqualTo(story);
        assertThat(restarted.snapshot()).isEqualTo(undisturbed.snapshot());
      }
    }
  }

  private static SimulatedSearch.Story run(
      Controller controller, long fate, SimulatedSearch.Settings settings) {
    var trials = new TrialsWithMishaps(new SplittableRandom(fate));
    return SimulatedSearch.run(controller, trials, settings, new SplittableRandom(~fate));
  }

  @Test
  void proposingIsAFunctionOfStateSeedAndNumber() {
    var controller = create(TestSpaces.conditional(), SEED);
    var before = controller.snapshot();
    var third = next(controller, 3, 1);
    var eighth = next(controller, 8, 1);

    assertThat(next(controller, 8, 1)).isEqualTo(eighth);
    assertThat(next(controller, 3, 1)).isEqualTo(third);
    assertThat(next(create(TestSpaces.conditional(), SEED), 3, 1)).isEqualTo(third);
    assertThat(controller.snapshot()).isEqualTo(before);
  }

  @Test
  void askingForSeveralIsAskingForOneSeveralTimes() {
    var controller = create(TestSpaces.small(), SEED);
    var together = next(controller, 5, 10);
    Set<Choices> known = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      var alone = next(controller, 5 + i, 1, known);
      assertThat(alone).containsExactly(together.get(i));
      known.add(alone.getFirst().choices());
    }
  }

  @Test
  void differentNumbersSeedsAndArmsProposeDifferently() {
    var decisions = TestSpaces.of(4, 4, 4, 4, 4, 4, 4, 4);
    var search = next(create(decisions, SEED), 1, 10);
    var later = next(create(decisions, SEED), 11, 10);
    var otherSeed = next(create(decisions, SEED + 1), 1, 10);
    var otherArm =
        next(Controllers.create(spec(), decisions, new ProposalSeed(SEED, "random")), 1, 10);

    assertThat(search).doesNotContainAnyElementsOf(later);
    assertThat(search).doesNotContainAnyElementsOf(otherSeed);
    assertThat(search).doesNotContainAnyElementsOf(otherArm);
  }

  @Test
  void knownArchitecturesAreAvoided() {
    var decisions = TestSpaces.small();
    var controller = create(decisions, SEED);
    Set<Choices> known = new HashSet<>();
    for (int number = 1; number <= 18; number++) {
      var choices = next(controller, number, 1, known).getFirst().choices();
      assertThat(known.add(choices)).as("trial %d is new", number).isTrue();
    }
  }

  @Test
  void proposesNormalizedChoicesOnly() {
    var decisions = TestSpaces.conditional();
    for (var proposal : next(create(decisions, SEED), 1, 60)) {
      assertThat(decisions.normalize(proposal.choices())).isEqualTo(proposal.choices());
    }
  }

  @Test
  void countsItsUpdates() {
    var controller = create(TestSpaces.small(), SEED);
    assertThat(controller.version()).isZero();

    controller.learn(List.of(scored(1, next(controller, 1, 1).getFirst(), 0.5)));

    assertThat(controller.version()).isEqualTo(1);
    assertThat(restore(TestSpaces.small(), controller.snapshot()).version()).isEqualTo(1);
    assertThat(controller.updateBatch()).isPositive();
  }

  @Test
  void takesInABatchInWhichAllFailed() {
    var controller = create(TestSpaces.small(), SEED);
    var proposal = next(controller, 1, 1).getFirst();
    var following = next(controller, 2, 3);

    controller.learn(
        List.of(
            new Observation(
                1,
                proposal.choices(),
                0,
                proposal.logProbability(),
                new Outcome.Failed("Out of memory."))));

    assertThat(controller.version()).isEqualTo(1);
    assertThat(next(controller, 2, 3)).isEqualTo(following);
  }

  @Test
  void aSnapshotIsNotChangedByLaterLearning() {
    var controller = create(TestSpaces.small(), SEED);
    var snapshot = controller.snapshot();
    var copy = snapshot.clone();

    controller.learn(List.of(scored(1, next(controller, 1, 1).getFirst(), 0.5)));

    assertThat(snapshot).isEqualTo(copy);
  }

  @Test
  void refusesObservationsThatItCannotHaveProposedAndLearnsNothingOfTheirBatch() {
    var decisions = TestSpaces.conditional();
    var controller = create(decisions, SEED);
    var before = controller.snapshot();
    var good = scored(1, next(controller, 1, 1).getFirst(), 0.5);
    var inactive = scored(2, new Proposal(Choices.of(0, 0, 2, 1, 0, 0), -1), 0.5);
    var outOfRange = scored(2, new Proposal(Choices.of(0, 4, 0, 0, 0, 0), -1), 0.5);
    var ahead = new Observation(2, good.choices(), 1, -1, good.outcome());

    assertThatThrownBy(() -> controller.learn(List.of(good, inactive)))
        .hasMessageContaining("inactive decisions take option 0");
    assertThatThrownBy(() -> controller.learn(List.of(good, outOfRange)))
        .hasMessageContaining("4 was chosen");
    assertThatThrownBy(() -> controller.learn(List.of(good, ahead)))
        .hasMessageContaining("proposed by version 1, but version 0");
    assertThatThrownBy(() -> controller.learn(List.of())).hasMessageContaining("got none");
    assertThat(controller.snapshot()).isEqualTo(before);
  }

  @Test
  void refusesQuestionsWithoutSense() {
    var controller = create(TestSpaces.small(), SEED);

    assertThatThrownBy(() -> controller.propose(0, 1, _ -> false)).hasMessageContaining("number 0");
    assertThatThrownBy(() -> controller.propose(1, 0, _ -> false)).hasMessageContaining("was 0");
  }

  @Test
  void refusesDamagedSnapshots() {
    var snapshot = create(TestSpaces.small(), SEED).snapshot();
    var shorter = Arrays.copyOf(snapshot, snapshot.length - 1);
    var longer = Arrays.copyOf(snapshot, snapshot.length + 1);
    var foreign = snapshot.clone();
    foreign[3]++;

    for (var damaged : List.of(shorter, longer, foreign, new byte[0])) {
      assertThatThrownBy(() -> restore(TestSpaces.small(), damaged))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("snapshot");
    }
  }
}
