package dev.archway.controller.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.archway.controller.ControllerContract;
import dev.archway.controller.ProposalSeed;
import dev.archway.controller.Proposals;
import dev.archway.controller.TestSpaces;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.Provenance;
import dev.archway.core.space.Choices;
import dev.archway.core.space.Decisions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomControllerTest extends ControllerContract {
  @Override
  protected ControllerSpec spec() {
    return new ControllerSpec.Random();
  }

  @Override
  protected Set<Class<? extends Provenance>> ways() {
    return Set.of(Provenance.Uniform.class);
  }

  private static RandomController controller(Decisions decisions, long seed) {
    return RandomController.create(decisions, new ProposalSeed(seed, ProposalSeed.SEARCH));
  }

  private static Choices first(RandomController controller, int number) {
    var next = (Proposals.Next) controller.propose(number, 1, _ -> false);
    return next.list().getFirst().choices();
  }

  @Test
  void proposesEveryArchitectureOnceWithoutBeingToldWhatIsKnown() {
    var controller = controller(TestSpaces.small(), 5);
    var seen = new HashSet<Choices>();
    for (int number = 1; number <= 24; number++) {
      assertThat(seen.add(first(controller, number))).isTrue();
    }
  }

  @Test
  void isExhaustedWhenEverythingIsKnown() {
    var answer = controller(TestSpaces.small(), 5).propose(7, 3, _ -> true);

    assertThat(answer).isInstanceOf(Proposals.Exhausted.class);
  }

  @Test
  void givesWhatIsLeftWhenThatIsLessThanAskedFor() {
    var left = Choices.of(1, 2, 3);
    var answer = controller(TestSpaces.small(), 5).propose(7, 3, c -> !c.equals(left));

    assertThat(((Proposals.Next) answer).list())
        .singleElement()
        .satisfies(proposal -> assertThat(proposal.choices()).isEqualTo(left));
  }

  @Test
  void proposesARepeatWhereNothingNewIsFoundInALargeSpace() {
    var answer = controller(TestSpaces.of(10, 10, 10, 10, 10), 5).propose(7, 1, _ -> true);

    assertThat(answer).isInstanceOf(Proposals.Next.class);
  }

  @Test
  void everyArchitectureIsEquallyLikelyAtAnyNumber() {
    int seeds = 24_000;
    for (int number : new int[] {1, 9}) {
      Map<Choices, Integer> counts = new HashMap<>();
      for (int seed = 0; seed < seeds; seed++) {
        counts.merge(first(controller(TestSpaces.small(), seed), number), 1, Integer::sum);
      }
      assertThat(counts).hasSize(24);
      // Five standard deviations of a binomial count with mean 1,000.
      assertThat(counts.values()).allSatisfy(n -> assertThat(n).isCloseTo(1_000, within(155)));
    }
  }

  @Test
  void coversSpacesBeyondTheRangeOfALong() {
    var sizes = new int[40];
    Arrays.fill(sizes, 13);
    var controller = controller(TestSpaces.of(sizes), 5);
    var seen = new HashSet<Choices>();
    var options = new int[13];
    for (int number = 1; number <= 500; number++) {
      var choices = first(controller, number);
      assertThat(seen.add(choices)).isTrue();
      choices.options().forEach(option -> options[option]++);
    }
    // Five standard deviations of 20,000 draws, each option having one chance in 13.
    assertThat(options)
        .satisfies(counts -> {
          for (int count : counts) {
            assertThat(count).isCloseTo(20_000 / 13, within(190));
          }
        });
  }

  @Test
  void logProbabilityCountsActiveDecisionsOnly() {
    var decisions = TestSpaces.conditional();
    var answer = (Proposals.Next) controller(decisions, 5).propose(1, 40, _ -> false);

    assertThat(answer.list())
        .anySatisfy(proposal -> {
          assertThat(proposal.choices().get(2)).isEqualTo(2);
          assertThat(proposal.logProbability())
              .isCloseTo(-StrictMath.log(3 * 4 * 3 * 2), within(1e-12));
        });
  }
}
