package dev.archway.cli;

import dev.archway.cli.local.Home;
import dev.archway.cli.local.Installation;
import dev.archway.cli.local.OneMachine;
import dev.archway.cli.terminal.LiveLine;
import dev.archway.client.ArchwayClient;
import dev.archway.client.host.Termination;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;

/// One call of the launcher: where it prints and what it starts.
///
/// @param out results; all else goes to the standard error, through `line`
record Session(
    PrintStream out,
    LiveLine line,
    InstantSource clock,
    Installation installation,
    Termination termination) {

  /// Archway on this machine for as long as a command runs, also if Ctrl-C ends it.
  static final class Running implements AutoCloseable {
    private final Home home;
    private final OneMachine machine;
    private final Session session;
    private final Thread atExit = Thread.ofPlatform().name("stop").unstarted(this::interrupted);

    private Running(Home home, OneMachine machine, Session session) {
      this.home = home;
      this.machine = machine;
      this.session = session;
      Runtime.getRuntime().addShutdownHook(atExit);
      session.termination().lastly(machine::abandon);
    }

    Home home() {
      return home;
    }

    OneMachine machine() {
      return machine;
    }

    ArchwayClient start() throws InterruptedException {
      session.line().note("Starting the database, the service, a worker and a device agent ...");
      return machine.start();
    }

    private void interrupted() {
      if (!machine.stopped()) {
        session.line().note("Stopping; what can be saved is saved. Ctrl-C once more ends at once.");
      }
      stop();
    }

    private void stop() {
      session.line().end();
      machine.close();
    }

    @Override
    public void close() {
      stop();
      try {
        home.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// Takes the home and the port, and starts nothing yet.
  Running open(MachineOptions options) throws InterruptedException {
    var settings = new OneMachine.Settings(options.port(), options.data());
    var home = Home.take(options.home());
    var running = new Running(home, new OneMachine(home, installation, settings, line), this);
    try {
      running.machine().clear();
      OneMachine.free(options.port());
      return running;
    } catch (RuntimeException | InterruptedException e) {
      running.close();
      throw e;
    }
  }
}
