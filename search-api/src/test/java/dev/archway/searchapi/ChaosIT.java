package dev.archway.searchapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("slow")
@Tag("kills")
class ChaosIT {
  private static final int TRIALS = 100;
  private static final int SEED = 1;

  @Test
  @Timeout(600)
  void everythingIsDoneOnceWhateverIsKilled() throws Exception {
    try (var chaos = new Chaos(SEED)) {
      var result = chaos.run(TRIALS);

      assertThat(result.failures()).as("seed %d", SEED).isEmpty();
      assertThat(result.kills()).containsOnlyKeys(Chaos.Victim.values());
      assertThat(result.done()).isEqualTo(TRIALS);
    }
  }
}
