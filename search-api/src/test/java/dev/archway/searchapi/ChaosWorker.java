package dev.archway.searchapi;

import dev.archway.client.ArchwayClient;
import dev.archway.client.LeaseLoop;
import dev.archway.client.Patience;
import dev.archway.core.task.ClaimRequest;
import dev.archway.core.task.TaskKind;
import dev.archway.core.task.WorkerRegistration;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// A worker and a device in a process of their own, with the loop of real ones: each task takes a
/// while, and its result follows from the network alone. It ends with its standard input, so that
/// none outlives what started it.
///
/// Arguments: the service, the worker's name, a seed.
final class ChaosWorker {
  private static final int SHORTEST_MILLIS = 20;
  private static final int LONGEST_MILLIS = 200;
  private static final int WAIT_SECONDS = 5;

  private ChaosWorker() {}

  public static void main(String[] arguments) throws InterruptedException {
    var client = new ArchwayClient(URI.create(arguments[0]));
    var name = arguments[1];
    var random = new SplittableRandom(Long.parseLong(arguments[2]));
    Thread.ofPlatform().daemon().start(ChaosWorker::endWithStandardInput);
    var evaluators = Patience.call(() -> new Evaluators(client));
    Patience.run(() -> client.fleet().register(new WorkerRegistration(name, 1)));
    var training =
        Thread.ofPlatform().start(loop(client, evaluators, name, TaskKind.TRAIN, random.split()));
    var timing =
        Thread.ofPlatform().start(loop(client, evaluators, name, TaskKind.MEASURE, random.split()));
    training.join();
    timing.join();
  }

  private static LeaseLoop loop(
      ArchwayClient client,
      Evaluators evaluators,
      String name,
      TaskKind kind,
      SplittableRandom random) {
    var request =
        new ClaimRequest(
            name,
            List.of(kind),
            kind == TaskKind.MEASURE ? Optional.of(Evaluators.DEVICE) : Optional.empty(),
            1,
            WAIT_SECONDS);
    return new LeaseLoop(
        client,
        request,
        held -> {
          TimeUnit.MILLISECONDS.sleep(random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS + 1));
          return Patience.call(() -> evaluators.outcome(held.lease()));
        });
  }

  private static void endWithStandardInput() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever said.
      }
    } catch (IOException e) {
      // As good as an end.
    }
    Runtime.getRuntime().halt(0);
  }
}
