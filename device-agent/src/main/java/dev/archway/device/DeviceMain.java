package dev.archway.device;

import dev.archway.client.AccessToken;
import dev.archway.client.ApiException;
import dev.archway.client.ArchwayClient;
import dev.archway.client.host.MeasuringGate;
import dev.archway.client.host.Termination;
import dev.archway.core.task.DeviceRegistration;
import dev.archway.core.task.Measurement;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The device agent as a program: status 0 when it was asked to stop, 1 when it cannot go on, 2 for
/// a command line that makes no sense.
@Command(
    name = "archway-device",
    mixinStandardHelpOptions = true,
    description = "Times networks on this machine for an Archway service, until it is stopped.")
public final class DeviceMain implements Callable<Integer> {
  private static final Duration ENDING_AT_MOST = Duration.ofSeconds(10);
  private static final int BROKEN = 1;

  @Option(
      names = "--server",
      required = true,
      paramLabel = "URL",
      description = "The service, such as http://localhost:8080.")
  private URI server = URI.create("");

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      defaultValue = "${env:ARCHWAY_TOKEN:-}",
      description = "Says to the service who calls; better kept in the environment: ARCHWAY_TOKEN.")
  private String token = "";

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "What experiments call this device.")
  private String name = "";

  @Option(
      names = "--host-lock",
      paramLabel = "DIR",
      description =
          "The folder through which workers of this host are paused; the same for all of them."
              + " By default archway-host in the folder for temporary files.")
  private @Nullable Path hostLock;

  @Option(
      names = "--stop-with-stdin",
      description = "Stop when standard input ends, and so with the program that started this one.")
  private boolean stopWithStdin;

  @Spec private @Nullable CommandSpec spec;

  private DeviceMain() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new DeviceMain());
  }

  @Override
  public Integer call() {
    refuseWrongInput();
    try (var client = new ArchwayClient(server, accessToken())) {
      return work(client, gate());
    } catch (IOException e) {
      return broken("The folder of the host's locks cannot be used: " + e.getMessage());
    } catch (LinkageError e) {
      return broken(
          "ONNX Runtime does not run on %s/%s: %s"
              .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), e));
    }
  }

  private void refuseWrongInput() {
    if (!("http".equals(server.getScheme()) || "https".equals(server.getScheme()))
        || server.getHost() == null) {
      throw wrong("--server is the address of a service, such as http://localhost:8080", server);
    }
    if (name.isBlank()) {
      throw wrong("--name is not blank", "'" + name + "'");
    }
  }

  private Optional<AccessToken> accessToken() {
    try {
      return AccessToken.of(token);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), "--token: " + e.getMessage(), e);
    }
  }

  private ParameterException wrong(String rule, Object value) {
    return new ParameterException(
        Objects.requireNonNull(spec).commandLine(), rule + ", but is " + value + ".");
  }

  private MeasuringGate gate() throws IOException {
    return new MeasuringGate(hostLock == null ? MeasuringGate.defaultFolder() : hostLock);
  }

  /// What runs networks here, and on what.
  static Measurement.Platform platform() {
    return new Measurement.Platform("ONNX Runtime", OnnxRuntime.version(), Processor.name());
  }

  private int work(ArchwayClient client, MeasuringGate gate) {
    var platform = platform();
    var protocol = new TimingProtocol(System::nanoTime, Canary.load());
    var handler = new MeasureHandler(client, gate, protocol, platform);
    var agent = new DeviceAgent(client, new DeviceRegistration(name, platform), handler);
    // An interrupt makes the agent give its lease back.
    var working = Thread.currentThread();
    var termination = Termination.listen(_ -> working.interrupt(), ENDING_AT_MOST);
    if (stopWithStdin) {
      termination.alsoAtEndOf(System.in);
    }
    try {
      agent.run();
    } catch (ApiException e) {
      return broken("The service at " + server + " refused this device: " + e.getMessage());
    }
    return termination.status(CommandLine.ExitCode.OK);
  }

  private int broken(String sentence) {
    Objects.requireNonNull(spec).commandLine().getErr().println(sentence);
    return BROKEN;
  }
}
