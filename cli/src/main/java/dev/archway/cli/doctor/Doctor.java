package dev.archway.cli.doctor;

import dev.archway.cli.local.DatabaseState;
import dev.archway.cli.local.HomeState;
import dev.archway.cli.local.Installation;
import dev.archway.cli.local.OneMachine;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Looks at all that [OneMachine] needs before any of it is started.
public final class Doctor {
  private final Installation installation;
  private final Path home;
  private final OneMachine.Settings settings;

  public Doctor(Installation installation, Path home, OneMachine.Settings settings) {
    this.installation = installation;
    this.home = home.toAbsolutePath().normalize();
    this.settings = settings;
  }

  /// Leaves everything as it was.
  public Diagnosis examine() {
    return new Diagnosis(
        Stream.concat(machine().stream(), archway().stream()).map(Check::verdict).toList());
  }

  private List<Check> machine() {
    return List.of(
        JdkCheck.ofThisJava(),
        CoresCheck.ofThisMachine(),
        MemoryCheck.ofThisMachine(),
        DiskCheck.under(home),
        AllocatorCheck.ofThisProcess());
  }

  private List<Check> archway() {
    var state = HomeState.of(home);
    return List.of(
        ImagesCheck.ask(installation, settings.data()),
        PortCheck.of(settings.port(), state),
        new HomeCheck(home, state),
        new DatabaseCheck(state, DatabaseState.of(home)));
  }
}
