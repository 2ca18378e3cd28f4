package dev.archway.searchapi;

import dev.archway.client.ApiException;
import dev.archway.client.ArchwayClient;
import dev.archway.client.Patience;
import dev.archway.core.task.Lease;
import dev.archway.core.task.TaskKind;
import java.util.List;

/// Does tasks of one kind until it is interrupted. Every call goes to the next of the service's
/// processes, as behind a load balancer, and is repeated while that process is away.
final class SimulatedWorker implements Runnable {
  private final List<ArchwayClient> clients;
  private final List<Evaluators> evaluators;
  private final TaskKind kind;
  private int calls;

  SimulatedWorker(List<ArchwayClient> clients, TaskKind kind) {
    this.clients = clients;
    this.evaluators = clients.stream().map(Evaluators::new).toList();
    this.kind = kind;
  }

  @Override
  public void run() {
    try {
      while (true) {
        var request = evaluators.getFirst().request(kind, 1, 1);
        for (var lease : Patience.call(() -> clients.get(next()).leases().claim(request))) {
          work(lease);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work(Lease lease) throws InterruptedException {
    try {
      Patience.call(() -> clients.get(next()).leases().heartbeat(lease));
      var outcome = Patience.call(() -> evaluators.get(next()).outcome(lease));
      Patience.run(() -> clients.get(next()).leases().report(lease, outcome));
    } catch (ApiException e) {
      // Another took the task over while the service was away, or the report had arrived although
      // its answer did not.
      if (!e.problem().equals("stale-lease")) {
        throw e;
      }
    }
  }

  private int next() {
    return calls++ % clients.size();
  }
}
