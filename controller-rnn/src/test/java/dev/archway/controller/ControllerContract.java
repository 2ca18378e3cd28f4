package dev.archway.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.archway.controller.replay.SimulatedSearch;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.Provenance;
import dev.archway.core.experiment.UpdateReport;
import dev.archway.core.space.Choices;
import dev.archway.core.space.Decisions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the service relies on, whatever the controller.
public abstract class ControllerContract {
  private static final long SEED = 17;

  /// What holds for a new controller holds for one that has learned.
  private static final int[] TRIALS_BEFORE = {0, 40};

  protected abstract ControllerSpec spec();

  /// In which ways it comes to proposals while a small space is searched to its end.
  protected abstract Set<Class<? extends Provenance>> ways();

  /// A search under way, one trial after the other.
  private record Started(Controller controller, Set<Choices> known, int nextNumber) {}

  /// A search after so many trials, of which one in five failed and one in ten was skipped.
  private Started started(Decisions decisions, int trials) {
    var controller = create(decisions, SEED);
    Set<Choices> known = new HashSet<>();
    for (int number = 1; number <= trials; number++) {
      var proposal = next(controller, number, 1, known).getFirst();
      known.add(proposal.choices());
      int version = controller.version();
      controller.learn(List.of(ended(number, proposal, version, outcome(number, proposal))));
    }
    return new Started(controller, known, trials + 1);
  }

  private static Outcome outcome(int number, Proposal proposal) {
    if (number % 5 == 4) {
      return new Outcome.Failed("The worker was lost.");
    }
    int sum = proposal.choices().options().stream().mapToInt(Integer::intValue).sum();
    double reward = sum / 20.0;
    return number % 10 == 7
        ? new Outcome.Skipped("It is slower than 1.5 T.", reward / 10, Map.of())
        : new Outcome.Scored(reward, reward, Map.of());
  }

  private static Observation ended(int number, Proposal proposal, int version, Outcome outcome) {
    return new Observation(number, proposal.choices(), version, proposal.logProbability(), outcome);
  }

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
    return ended(number, proposal, 0, new Outcome.Scored(reward, reward, Map.of()));
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
  void lateResultsInAnyOrderAreLearnedAlikeAfterARestart() {
    for (var decisions : List.of(TestSpaces.conditional(), TestSpaces.of(4, 4, 4, 4, 4))) {
      var undisturbed = started(decisions, 30).controller();
      var restarted = restore(decisions, undisturbed.snapshot());
      var known = started(decisions, 30).known();
      var late = next(undisturbed, 31, 8, known);
      int oldVersion = undisturbed.version();
      for (int i = 7; i >= 0; i--) {
        int number = 31 + i;
        var observation = ended(number, late.get(i), oldVersion, outcome(number, late.get(i)));
        undisturbed.learn(List.of(observation));
        restarted.learn(List.of(observation));
        restarted = restore(decisions, restarted.snapshot());
        known.add(late.get(i).choices());
      }

      assertThat(undisturbed.version()).isEqualTo(oldVersion + 8);
      assertThat(restarted.snapshot()).isEqualTo(undisturbed.snapshot());
      assertThat(next(restarted, 39, 20, known)).isEqualTo(next(undisturbed, 39, 20, known));
    }
  }

  @Test
  void proposingIsAFunctionOfStateSeedAndNumber() {
    for (int trials : TRIALS_BEFORE) {
      var search = started(TestSpaces.conditional(), trials);
      var controller = search.controller();
      var before = controller.snapshot();
      int number = search.nextNumber();
      var third = next(controller, number + 2, 1, search.known());
      var eighth = next(controller, number + 7, 1, search.known());

      assertThat(next(controller, number + 7, 1, search.known())).isEqualTo(eighth);
      assertThat(next(controller, number + 2, 1, search.known())).isEqualTo(third);
      var again = started(TestSpaces.conditional(), trials).controller();
      assertThat(next(again, number + 2, 1, search.known())).isEqualTo(third);
      assertThat(controller.snapshot()).isEqualTo(before);
    }
  }

  @Test
  void askingForSeveralIsAskingForOneSeveralTimes() {
    for (int trials : TRIALS_BEFORE) {
      var search = started(TestSpaces.conditional(), trials);
      var known = new HashSet<>(search.known());
      int number = search.nextNumber();
      var together = next(search.controller(), number, 10, known);
      for (int i = 0; i < 10; i++) {
        var alone = next(search.controller(), number + i, 1, known);
        assertThat(alone).containsExactly(together.get(i));
        known.add(alone.getFirst().choices());
      }
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

  /// Proposes every architecture of a small space. Results come eight trials late, so that whatever
  /// the controller looks for next is known before it is learned from.
  private static List<Proposal> searchToTheEnd(Controller controller, Decisions decisions) {
    var proposals = new ArrayList<Proposal>();
    Set<Choices> known = new HashSet<>();
    for (int number = 1; number <= decisions.encodings().intValueExact(); number++) {
      var proposal = next(controller, number, 1, known).getFirst();
      proposals.add(proposal);
      assertThat(known.add(proposal.choices())).as("trial %d is new", number).isTrue();
      if (number > 8) {
        var late = proposals.get(number - 9);
        controller.learn(List.of(ended(number - 8, late, 0, outcome(number - 8, late))));
      }
    }
    return proposals;
  }

  @Test
  void everyArchitectureOfASmallSpaceIsProposedBeforeItIsExhausted() {
    for (var decisions : List.of(TestSpaces.small(), TestSpaces.conditional())) {
      var controller = create(decisions, SEED);
      var proposed = searchToTheEnd(controller, decisions).stream().map(Proposal::choices).toList();

      assertThat(controller.propose(proposed.size() + 1, 3, proposed::contains))
          .isEqualTo(new Proposals.Exhausted("All architectures of the space are known."));
    }
  }

  @Test
  void tellsHowItCameToEachProposal() {
    var decisions = TestSpaces.conditional();
    Set<Class<?>> ways = new HashSet<>();
    Set<Choices> earlier = new HashSet<>();
    for (var proposal : searchToTheEnd(create(decisions, SEED), decisions)) {
      if (proposal.provenance() instanceof Provenance.Mutated(var parent)) {
        assertThat(earlier).as("what is mutated is known").contains(parent);
      }
      ways.add(proposal.provenance().getClass());
      earlier.add(proposal.choices());
    }

    assertThat(ways).isEqualTo(ways());
  }

  @Test
  void proposesNormalizedChoicesOnly() {
    var decisions = TestSpaces.conditional();
    for (int trials : TRIALS_BEFORE) {
      var search = started(decisions, trials);
      for (var proposal : next(search.controller(), search.nextNumber(), 60, search.known())) {
        assertThat(decisions.normalize(proposal.choices())).isEqualTo(proposal.choices());
      }
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
  void reportsWhatAnUpdateTookIn() {
    var controller = create(TestSpaces.small(), SEED);
    var proposals = next(controller, 1, 3);
    var failed = ended(2, proposals.get(1), 0, new Outcome.Failed("Out of memory."));
    var skipped = ended(3, proposals.get(2), 0, new Outcome.Skipped("Slow.", 0.1, Map.of()));

    var report = controller.learn(List.of(scored(1, proposals.get(0), 0.5), failed, skipped));

    assertThat(report.version()).isEqualTo(1);
    assertThat(report.results()).isEqualTo(3);
    assertThat(report.rewarded()).isEqualTo(2);
    var nothing = controller.learn(List.of(failed));
    assertThat(nothing).isEqualTo(new UpdateReport(2, 1, 0, Optional.empty()));
  }

  @Test
  void reportsAndSummaryAreTheSameAfterARestart() {
    for (int trials : TRIALS_BEFORE) {
      var search = started(TestSpaces.conditional(), trials);
      var controller = search.controller();
      var restored = restore(TestSpaces.conditional(), controller.snapshot());
      int number = search.nextNumber();
      var proposal = next(controller, number, 1, search.known()).getFirst();
      var result = List.of(ended(number, proposal, controller.version(), outcome(1, proposal)));

      assertThat(restored.summary()).isEqualTo(controller.summary());
      assertThat(restored.learn(result)).isEqualTo(controller.learn(result));
      assertThat(restored.summary()).isEqualTo(controller.summary());
    }
  }

  @Test
  void lookingAtItChangesNothing() {
    for (int trials : TRIALS_BEFORE) {
      var search = started(TestSpaces.conditional(), trials);
      var controller = search.controller();
      var before = controller.snapshot();
      var proposals = next(controller, search.nextNumber(), 5, search.known());

      var summary = controller.summary();

      assertThat(controller.summary()).isEqualTo(summary);
      assertThat(controller.snapshot()).isEqualTo(before);
      assertThat(next(controller, search.nextNumber(), 5, search.known())).isEqualTo(proposals);
    }
  }

  @Test
  void takesInABatchInWhichAllFailed() {
    var controller = create(TestSpaces.small(), SEED);
    var proposal = next(controller, 1, 1).getFirst();
    var following = next(controller, 2, 3);

    controller.learn(List.of(ended(1, proposal, 0, new Outcome.Failed("Out of memory."))));

    assertThat(controller.version()).isEqualTo(1);
    assertThat(next(controller, 2, 3)).isEqualTo(following);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300})
  void aRewardThatMakesNoSenseTeachesNoMoreThanAFailure(double reward) {
    var senseless = started(TestSpaces.conditional(), 20);
    var failed = started(TestSpaces.conditional(), 20);
    var proposal = next(senseless.controller(), 21, 1, senseless.known()).getFirst();

    var outcome = Outcome.of(reward, 0.5, Map.of());
    senseless.controller().learn(List.of(ended(21, proposal, 20, outcome)));
    failed.controller().learn(List.of(ended(21, proposal, 20, new Outcome.Failed("Lost."))));

    assertThat(senseless.controller().snapshot()).isEqualTo(failed.controller().snapshot());
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
    var inactive =
        scored(2, new Proposal(Choices.of(0, 0, 2, 1, 0, 0), -1, new Provenance.Uniform()), 0.5);
    var outOfRange =
        scored(2, new Proposal(Choices.of(0, 4, 0, 0, 0, 0), -1, new Provenance.Uniform()), 0.5);
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
    for (int trials : TRIALS_BEFORE) {
      var snapshot = started(TestSpaces.conditional(), trials).controller().snapshot();
      var shorter = Arrays.copyOf(snapshot, snapshot.length - 1);
      var longer = Arrays.copyOf(snapshot, snapshot.length + 1);
      var foreign = snapshot.clone();
      foreign[3]++;

      for (var damaged : List.of(shorter, longer, foreign, new byte[0])) {
        assertThatThrownBy(() -> restore(TestSpaces.conditional(), damaged))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("snapshot");
      }
    }
  }

  @Test
  void refusesASnapshotOfOtherDecisions() {
    var snapshot = create(TestSpaces.small(), SEED).snapshot();

    assertThatThrownBy(() -> restore(TestSpaces.of(2, 3, 5), snapshot))
        .hasMessageContaining("should have 5 as its number of options of d2, but has 4");
    assertThatThrownBy(() -> restore(TestSpaces.of(2, 3, 4, 4), snapshot))
        .hasMessageContaining("should have 4 as its number of decisions, but has 3");
  }
}
