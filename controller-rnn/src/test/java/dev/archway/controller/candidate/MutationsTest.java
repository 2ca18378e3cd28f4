package dev.archway.controller.candidate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.controller.TestSpaces;
import dev.archway.core.space.Choices;
import dev.archway.core.space.Decisions;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MutationsTest {
  private static final Decisions CONDITIONAL = TestSpaces.conditional();

  private static Mutations of(Choices choices, long seed) {
    return new Mutations(CONDITIONAL, choices, new SplittableRandom(seed));
  }

  @Test
  void everyOtherOptionOfEveryActiveDecisionIsOneNeighbour() {
    var neighbours = of(Choices.of(1, 2, 2, 0, 0, 1), 1).stream().toList();

    // Kernel 2, filters 3, operator 2, layers 1; excite and ratio are inactive.
    assertThat(neighbours).hasSize(2 + 3 + 2 + 1).doesNotHaveDuplicates();
  }

  @Test
  void neighboursAreNormalizedAndNeverTheOriginal() {
    for (long seed = 0; seed < 300; seed++) {
      var original = CONDITIONAL.sample(new SplittableRandom(seed));
      for (var neighbour : of(original, seed).stream().toList()) {
        assertThat(CONDITIONAL.normalize(neighbour)).isEqualTo(neighbour).isNotEqualTo(original);
      }
      var drawn = of(original, seed).draw().orElseThrow();
      assertThat(CONDITIONAL.normalize(drawn)).isEqualTo(drawn).isNotEqualTo(original);
    }
  }

  @Test
  void whatBecomesActiveIsDrawn() {
    Set<Choices> seen = new HashSet<>();
    for (long seed = 0; seed < 200; seed++) {
      of(Choices.of(0, 0, 2, 0, 0, 0), seed).stream().filter(c -> c.get(2) == 0).forEach(seen::add);
    }

    assertThat(seen)
        .containsExactlyInAnyOrder(
            Choices.of(0, 0, 0, 0, 0, 0),
            Choices.of(0, 0, 0, 1, 0, 0),
            Choices.of(0, 0, 0, 1, 1, 0),
            Choices.of(0, 0, 0, 1, 2, 0));
  }

  @Test
  void areNeighboursWhereAMutationLeadsFromOneToTheOther() {
    for (long seed = 0; seed < 300; seed++) {
      var original = CONDITIONAL.sample(new SplittableRandom(seed));
      for (var neighbour : of(original, seed).stream().toList()) {
        assertThat(Mutations.areNeighbours(CONDITIONAL, original, neighbour)).isTrue();
        assertThat(Mutations.areNeighbours(CONDITIONAL, neighbour, original)).isTrue();
        var further = of(neighbour, seed + 1).stream().toList();
        assertThat(further)
            .filteredOn(c -> c.get(0) != original.get(0) && c.get(5) != original.get(5))
            .noneMatch(c -> Mutations.areNeighbours(CONDITIONAL, original, c));
      }
      assertThat(Mutations.areNeighbours(CONDITIONAL, original, original)).isFalse();
    }
  }

  @Test
  void aSpaceOfOneArchitectureHasNoNeighbours() {
    var only = TestSpaces.of(1, 1);
    var mutations = new Mutations(only, Choices.of(0, 0), new SplittableRandom(1));

    assertThat(mutations.stream()).isEmpty();
    assertThat(mutations.draw()).isEmpty();
  }
}
