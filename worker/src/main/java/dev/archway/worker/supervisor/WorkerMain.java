package dev.archway.worker.supervisor;

import dev.archway.client.AccessToken;
import dev.archway.client.ApiException;
import dev.archway.client.ArchwayClient;
import dev.archway.client.host.MeasuringGate;
import dev.archway.client.host.Termination;
import dev.archway.core.recipe.Dataset;
import dev.archway.worker.data.DataException;
import dev.archway.worker.data.DataPlaces;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// The program of a worker.
@CommandLine.Command(
    name = "archway-worker",
    description = "Trains networks for an Archway service.",
    subcommands = {DataCheck.class, SpeedCheck.class},
    mixinStandardHelpOptions = true)
public final class WorkerMain implements Callable<Integer> {
  private static final Duration ENDING_AT_MOST = Duration.ofSeconds(15);

  @CommandLine.Option(
      names = "--server",
      description = "The service, such as http://localhost:8080.")
  @Nullable URI server;

  @CommandLine.Option(
      names = "--token",
      defaultValue = "${env:ARCHWAY_TOKEN:-}",
      description = "Says to the service who calls; better kept in the environment: ARCHWAY_TOKEN.")
  String token = "";

  @CommandLine.Option(names = "--name", description = "This worker's name; else the host's.")
  @Nullable String name;

  @CommandLine.Option(
      names = "--slots",
      description = "Trainings at the same time; else one a core, as far as 1.5 GB each go.")
  @Nullable Integer slots;

  @CommandLine.Option(
      names = "--data",
      description = "The folder of the images; else ARCHWAY_DATA, else the cache.")
  @Nullable Path data;

  @CommandLine.Option(names = "--work", description = "Where slots leave their files.")
  @Nullable Path work;

  @CommandLine.Option(
      names = "--host-lock",
      description = "The folder by which this host's workers and devices agree who runs.")
  Path hostLock = MeasuringGate.defaultFolder();

  @CommandLine.Option(
      names = "--stop-with-stdin",
      description = "End when standard input does: for programs that start this one.")
  boolean stopWithStdin;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new WorkerMain()).execute(arguments));
  }

  @Override
  public Integer call() {
    if (server == null) {
      System.err.println("A worker needs --server URL, such as --server http://localhost:8080.");
      return CommandLine.ExitCode.USAGE;
    }
    try (var client = new ArchwayClient(server, AccessToken.of(token));
        var supervisor = new Supervisor(settings(), client, new MeasuringGate(hostLock))) {
      return work(supervisor);
    } catch (FileSystemException e) {
      System.err.println("The worker cannot start: " + e);
      return CommandLine.ExitCode.USAGE;
    } catch (DataException | IOException | IllegalArgumentException | ApiException e) {
      System.err.println(e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
  }

  private int work(Supervisor supervisor) throws IOException {
    var termination = Termination.listen(_ -> supervisor.stop(), ENDING_AT_MOST);
    if (stopWithStdin) {
      termination.alsoAtEndOf(System.in);
    }
    try {
      supervisor.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return termination.status(CommandLine.ExitCode.OK);
  }

  private WorkerSettings settings() throws DataException {
    var places = DataPlaces.of(data);
    if (places.named().isPresent()) {
      // A folder that was named is looked into before any work is taken.
      places.find(Dataset.CIFAR_10, false);
    }
    var called = name == null ? hostName() : name;
    return new WorkerSettings(
        called,
        slots == null ? defaultSlots() : slots,
        Optional.ofNullable(data),
        work == null
            ? Path.of(System.getProperty("java.io.tmpdir"), "archway-worker-" + called)
            : work);
  }

  private static int defaultSlots() {
    var memory =
        ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system
            ? system.getTotalMemorySize()
            : Long.MAX_VALUE;
    return WorkerSettings.slotsFor(Runtime.getRuntime().availableProcessors(), memory);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "worker";
    }
  }
}
