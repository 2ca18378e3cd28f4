package dev.archway.controller.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.archway.controller.Controller;
import dev.archway.controller.Observation;
import dev.archway.controller.Outcome;
import dev.archway.controller.Proposal;
import dev.archway.controller.Proposals;
import dev.archway.core.experiment.ControllerSummary;
import dev.archway.core.experiment.Provenance;
import dev.archway.core.experiment.UpdateReport;
import dev.archway.core.space.Choices;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulatedSearchTest {
  /// Gives the answers that a test wants and notes what it is told.
  private static class ScriptedController implements Controller {
    private final IntFunction<Proposals> script;
    private final int batch;
    private final List<List<Integer>> batches = new ArrayList<>();

    ScriptedController(int batch, IntFunction<Proposals> script) {
      this.batch = batch;
      this.script = script;
    }

    /// Choices that are the trial's number.
    static ScriptedController counting(int batch) {
      return new ScriptedController(batch, number -> next(number));
    }

    @Override
    public int version() {
      return batches.size();
    }

    @Override
    public int updateBatch() {
      return batch;
    }

    @Override
    public Proposals propose(int firstNumber, int atMost, Predicate<Choices> known) {
      return script.apply(firstNumber);
    }

    @Override
    public UpdateReport learn(List<Observation> observations) {
      batches.add(observations.stream().map(Observation::number).toList());
      return Observation.report(observations, batches.size(), Optional.empty());
    }

    @Override
    public ControllerSummary summary() {
      return new ControllerSummary.Nothing();
    }

    @Override
    public byte[] snapshot() {
      return new byte[0];
    }
  }

  private static Proposals next(int choice) {
    return new Proposals.Next(
        List.of(new Proposal(Choices.of(choice), -1, new Provenance.Uniform())));
  }

  private static Outcome outcome(Choices choices) {
    return new Outcome.Scored(choices.get(0), 0.5, Map.of());
  }

  private static SimulatedSearch.Story run(
      Controller controller, int evaluations, int inFlight, long seed) {
    return SimulatedSearch.run(
        controller,
        SimulatedSearchTest::outcome,
        new SimulatedSearch.Settings(evaluations, inFlight),
        new SplittableRandom(seed));
  }

  private static List<Integer> numbers(SimulatedSearch.Story story) {
    return story.learned().stream().map(Observation::number).toList();
  }

  @Test
  void learnsEveryResultOnceInBatchesAndWhatIsLeftAtTheEnd() {
    var controller = ScriptedController.counting(5);

    var story = run(controller, 23, 4, 1);

    assertThat(controller.batches).extracting(List::size).containsExactly(5, 5, 5, 5, 3);
    assertThat(numbers(story))
        .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 23).boxed().toList());
    assertThat(story.endedEarly()).isEmpty();
  }

  @Test
  void oneTrialAtATimeEndsInItsOrder() {
    assertThat(numbers(run(ScriptedController.counting(1), 30, 1, 1))).isSorted();
  }

  @Test
  void resultsOfTrialsUnderWayTogetherComeInASeededRandomOrder() {
    var first = numbers(run(ScriptedController.counting(1), 30, 8, 1));

    assertThat(first).isNotEqualTo(first.stream().sorted().toList());
    assertThat(numbers(run(ScriptedController.counting(1), 30, 8, 1))).isEqualTo(first);
    assertThat(numbers(run(ScriptedController.counting(1), 30, 8, 2))).isNotEqualTo(first);
  }

  @Test
  void aProposalIsOfTheVersionThatTheResultsBeforeItMade() {
    for (var observation : run(ScriptedController.counting(1), 40, 8, 3).learned()) {
      // With batches of one, the first eight are of version 0, and each end makes one version.
      assertThat(observation.policyVersion()).isEqualTo(Math.max(0, observation.number() - 8));
    }
  }

  @Test
  void aRepeatTakesANumberAndNothingElse() {
    var controller = new ScriptedController(2, number -> next((number + 1) / 2));

    var story = run(controller, 60, 1, 1);

    assertThat(story.proposals()).hasSize(119);
    assertThat(numbers(story))
        .containsExactlyElementsOf(IntStream.range(0, 60).mapToObj(i -> 2 * i + 1).toList());
    assertThat(story.endedEarly()).as("59 repeats, but never two in a row").isEmpty();
  }

  @Test
  void fiftyRepeatsInARowEndIt() {
    var controller = new ScriptedController(2, number -> next(Math.min(number, 4)));

    var story = run(controller, 10, 1, 1);

    assertThat(story.proposals()).hasSize(4 + 50);
    assertThat(story.learned()).hasSize(4);
    assertThat(story.endedEarly()).contains("The last 50 proposals were repeats.");
  }

  @Test
  void anExhaustedControllerStillGetsWhatIsUnderWay() {
    var controller =
        new ScriptedController(
            2, number -> number <= 5 ? next(number) : new Proposals.Exhausted("Nothing is left."));

    var story = run(controller, 10, 4, 1);

    assertThat(new HashSet<>(numbers(story))).hasSize(5);
    assertThat(story.endedEarly()).contains("Nothing is left.");
  }

  @Test
  void aControllerThatWaitsIsAskedAgainAfterItsUpdate() {
    var updates = new AtomicInteger();
    var controller =
        new ScriptedController(
            3, number -> number <= 3 * (updates.get() + 1) ? next(number) : new Proposals.Wait()) {
          @Override
          public UpdateReport learn(List<Observation> observations) {
            updates.incrementAndGet();
            return super.learn(observations);
          }
        };

    assertThat(numbers(run(controller, 9, 8, 1))).hasSize(9);
    assertThat(updates).hasValue(3);
  }

  /// A candidate of a round that is a trial already is not proposed again.
  @Test
  void aRoundThatStaysShortIsLearnedFromWhenNothingIsUnderWay() {
    var updates = new AtomicInteger();
    ScriptedController controller =
        new ScriptedController(
            3, number -> number <= 2 * (updates.get() + 1) ? next(number) : new Proposals.Wait()) {
          @Override
          public UpdateReport learn(List<Observation> observations) {
            updates.incrementAndGet();
            return super.learn(observations);
          }
        };

    assertThat(numbers(run(controller, 6, 8, 1))).hasSize(6);
    assertThat(controller.batches).extracting(List::size).containsExactly(2, 2, 2);
  }

  @Test
  void aControllerThatWaitsForNothingEndsTheSearch() {
    var controller = new ScriptedController(3, _ -> new Proposals.Wait());

    var story = run(controller, 9, 8, 1);

    assertThat(story.proposals()).isEmpty();
    assertThat(story.endedEarly())
        .hasValue("The controller waits for results, but nothing is under way.");
  }

  @Test
  void refusesSearchesWithoutSense() {
    assertThatThrownBy(() -> new SimulatedSearch.Settings(0, 8))
        .hasMessageContaining("0 and 8 were asked for");
    assertThatThrownBy(() -> new SimulatedSearch.Settings(5, 0))
        .hasMessageContaining("5 and 0 were asked for");
  }
}
