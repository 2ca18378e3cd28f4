package dev.archway.searchapi;

import dev.archway.client.AccessToken;
import dev.archway.client.ArchwayClient;
import dev.archway.client.Draft;
import dev.archway.client.HeldLease;
import dev.archway.client.LeaseLoop;
import dev.archway.client.Patience;
import dev.archway.core.experiment.EventView;
import dev.archway.core.task.ClaimRequest;
import dev.archway.core.task.EvaluateTask;
import dev.archway.core.task.TaskKind;
import dev.archway.core.task.TaskOutcome;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Searches over two decisions, evaluates what is proposed, and prints what happens.
public final class ClientExample {
  private static final String DRAFT =
      """
      name: deep and small
      space:
        name: mine
        type: opaque
        decisions:
          - {name: depth, options: ["1", "2", "3", "4", "5"]}
          - {name: width, options: ["2", "4", "8"]}
      objective:
        type: product
        terms:
          - {cost: {type: reported, name: joules}, target: 12, exponents: soft}
      evaluation: {type: own}
      budget: {trials: 9}
      """;

  private ClientExample() {}

  public static void main(String[] arguments) throws InterruptedException {
    var token =
        Optional.ofNullable(System.getenv(AccessToken.ENVIRONMENT)).flatMap(AccessToken::of);
    try (var client = new ArchwayClient(URI.create(arguments[0]), token)) {
      var key = UUID.randomUUID().toString(); // the same again, should the answer be lost
      var experiment =
          Patience.call(() -> client.experiments().create(Draft.yaml(DRAFT), key)).id();
      var evaluator = Thread.ofVirtual().start(evaluator(client, experiment));
      follow(client, experiment);
      evaluator.interrupt();

      var best = client.experiments().best(experiment);
      System.out.println(
          "best: " + best.architecture() + ", reward " + best.reward().orElseThrow());
    }
  }

  /// Claims tasks, keeps their leases and reports, also after the service was away.
  private static LeaseLoop evaluator(ArchwayClient client, UUID experiment) {
    var claim =
        new ClaimRequest(
            "example",
            List.of(TaskKind.EVALUATE),
            Optional.empty(),
            Optional.of(experiment),
            1, // task at a time
            10); // seconds that the service may wait for one
    return new LeaseLoop(client, claim, ClientExample::evaluate);
  }

  private static TaskOutcome evaluate(HeldLease held) {
    var task = (EvaluateTask) held.lease().work();
    double depth = Double.parseDouble(task.options().get("depth"));
    double width = Double.parseDouble(task.options().get("width"));
    return new TaskOutcome.Evaluated(
        Map.of("accuracy", depth / 10), Map.of("joules", depth * width));
  }

  /// Prints events until the experiment ends; none is missed if the service is away meanwhile.
  private static void follow(ArchwayClient client, UUID experiment) throws InterruptedException {
    try (var events = client.experiments().follow(experiment, 0)) {
      EventView event;
      do {
        event = Patience.call(events::next);
        System.out.println(event.number() + " " + event.kind() + " " + event.payload());
      } while (event.kind() != EventView.Kind.STATE);
    }
  }
}
