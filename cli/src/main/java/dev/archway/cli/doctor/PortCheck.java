package dev.archway.cli.doctor;

import dev.archway.cli.local.HomeState;
import dev.archway.cli.local.OneMachine;
import dev.archway.cli.terminal.Refusal;

/// The port of the service. One that is taken while the home is in use is no fault: most likely the
/// Archway that runs there has it.
///
/// @param port 0 stands for any that is free
record PortCheck(int port, boolean free, HomeState home) implements Check {
  private static final String SUBJECT = "port";

  /// Takes the port for an instant.
  static PortCheck of(int port, HomeState home) {
    try {
      OneMachine.free(port);
      return new PortCheck(port, true, home);
    } catch (Refusal _) {
      return new PortCheck(port, false, home);
    }
  }

  @Override
  public Verdict verdict() {
    if (free) {
      return Verdict.ok(SUBJECT, port == 0 ? "any that is free" : port + " is free");
    }
    return home instanceof HomeState.InUse
        ? Verdict.warning(
            SUBJECT,
            port
                + " is taken, maybe by the Archway of this home; for one more choose another with"
                + " --port")
        : Verdict.failure(SUBJECT, port + " is taken; choose another with --port");
  }
}
