package dev.archway.cli;

import dev.archway.cli.experiment.ValidationReport;
import dev.archway.cli.local.Installation;
import dev.archway.cli.terminal.LiveLine;
import dev.archway.cli.terminal.Refusal;
import dev.archway.client.ApiException;
import dev.archway.client.DamagedArtifactException;
import dev.archway.client.NoAnswerException;
import dev.archway.client.host.Termination;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `archway`: everything on one machine from a terminal. Results go to the standard output,
/// progress and notes to the standard error; what a person can put right is told in one sentence.
@Command(
    name = "archway",
    mixinStandardHelpOptions = true,
    versionProvider = ArchwayMain.Version.class,
    description =
        "Finds the most accurate image network that runs in T milliseconds on your device.")
public final class ArchwayMain {
  private static final int REFUSED = 1;
  private static final Duration ENDING_AT_MOST = Duration.ofMinutes(1);

  private ArchwayMain() {}

  public static void main(String[] arguments) {
    // What runs then is stopped by the hook of the session that started it.
    var termination = Termination.listen(System::exit, ENDING_AT_MOST);
    var session =
        new Session(
            System.out,
            new LiveLine(System.err, onTerminal(), InstantSource.system()),
            InstantSource.system(),
            Installation.builtIn(Path.of(System.getProperty("archway.root", "."))),
            termination);
    System.exit(
        new CommandLine(new ArchwayMain())
            .addSubcommand(new UpCommand(session))
            .addSubcommand(new DemoCommand(session))
            .addSubcommand(new DoctorCommand(session))
            .addSubcommand(new ZooCommand(session))
            .addSubcommand(new SpaceCommand(session))
            .addSubcommand(new NetworkCommand(session))
            .addSubcommand(new ReplayCommand(session))
            .addSubcommand(ExperimentCommand.line(session))
            .addSubcommand(new TrialCommand(session))
            .addSubcommand(new WorkerCommand(session))
            .addSubcommand(new DeviceCommand(session))
            .addSubcommand(new GcCommand(session))
            .addSubcommand(new TokenCommand(session))
            .addSubcommand(new CompletionCommand(session))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler((e, _, _) -> tell(e, session))
            .setParameterExceptionHandler((e, _) -> tell(e, session))
            .execute(arguments));
  }

  // NullAway still knows the console that may be null.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean onTerminal() {
    var console = System.console();
    return console != null && console.isTerminal();
  }

  private static int tell(CommandLine.ParameterException e, Session session) {
    var command = e.getCommandLine();
    session.line().note(e.getMessage() + ".");
    session.line().note("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static int tell(Exception failure, Session session) throws Exception {
    if (session.termination().requested()) {
      return session.termination().status(REFUSED);
    }
    session.line().end();
    switch (failure) {
      case Refusal e -> session.line().note(e.sentence());
      case ApiException e -> session.line().note(problem(e));
      case DamagedArtifactException e -> session.line().note(String.valueOf(e.getMessage()));
      case NoAnswerException e ->
          session
              .line()
              .note(
                  e.getMessage()
                      + ".\nMaybe the service is elsewhere: say where by --server or ARCHWAY_SERVER;"
                      + " `archway up` starts one here.");
      case UncheckedIOException e -> session.line().note(e.getMessage() + ".");
      default -> throw failure;
    }
    return REFUSED;
  }

  private static String problem(ApiException e) {
    return e.faults().isEmpty()
        ? e.title() + ": " + e.getMessage()
        : e.title() + ":\n" + ValidationReport.faults(e.faults()).stripTrailing();
  }

  /// The version that was built.
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      var version = ArchwayMain.class.getPackage().getImplementationVersion();
      return new String[] {"archway " + (version == null ? "(not packaged)" : version)};
    }
  }
}
