package dev.archway.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class ProposalSeedTest {
  private static final ProposalSeed SEED = new ProposalSeed(7, ProposalSeed.SEARCH);

  @Test
  void whatAPolicyIsLookedAtByIsDrawnFromNoProposalsGenerator() {
    var firsts = new HashSet<Long>();
    firsts.add(SEED.initial().nextLong());
    for (int number = 0; number < 1000; number++) {
      firsts.add(SEED.trial(number + 1).nextLong());
      firsts.add(SEED.summary(number).nextLong());
    }

    assertThat(firsts).hasSize(2001);
  }

  @Test
  void refusesNumbersAndVersionsThatThereAreNot() {
    assertThatThrownBy(() -> SEED.trial(0)).hasMessageContaining("but one is 0");
    assertThatThrownBy(() -> SEED.summary(-1)).hasMessageContaining("but one is -1");
  }
}
