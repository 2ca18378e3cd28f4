package dev.archway.cli;

import dev.archway.cli.doctor.Doctor;
import dev.archway.cli.local.OneMachine;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `archway doctor`: what would keep Archway from running here, before it is tried.
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Says whether Archway would run on this machine, and changes nothing.",
    exitCodeListHeading = "Status:%n",
    exitCodeList = {
      "0:Nothing is in the way; a line that begins with 'warn' says what could be better.",
      "1:A line that begins with 'FAIL' says what is in the way."
    })
final class DoctorCommand implements Callable<Integer> {
  private static final int UNFIT = 1;

  @Mixin private final MachineOptions options = new MachineOptions();
  private final Session session;

  DoctorCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var settings = new OneMachine.Settings(options.port(), options.data());
    var diagnosis = new Doctor(session.installation(), options.home(), settings).examine();
    session.out().println(diagnosis.text());
    return diagnosis.fit() ? 0 : UNFIT;
  }
}
