package dev.archway.controller.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.core.experiment.RnnSpec;
import org.junit.jupiter.api.Test;

class ContenderTest {

  @Test
  void everyPresetHasAName() {
    assertThat(Contender.names())
        .containsAll(RnnSpec.presets().keySet())
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(Contender.named(name)).isPresent());
  }

  @Test
  void mnasnetSearchedWithNasnetsController() {
    assertThat(Contender.named("mnasnet")).map(Contender::spec).contains(RnnSpec.nasnet());
  }
}
