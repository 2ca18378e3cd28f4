package dev.archway.cli.local;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SurvivalIT {
  @TempDir Path folder;

  @Test
  @Timeout(600)
  void aSearchGoesOnAfterAllOfItWasKilledAndAfterItsLauncherWas() throws Exception {
    var named = System.getenv("ARCHWAY_DATA");
    new Survival(folder, named == null ? Path.of("../../shared/data") : Path.of(named)).run();
  }
}
