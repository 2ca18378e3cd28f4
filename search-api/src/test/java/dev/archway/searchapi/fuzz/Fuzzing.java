package dev.archway.searchapi.fuzz;

import dev.archway.searchapi.load.LoadConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Asks for every operation so many times, one request after the other, and judges each answer.
final class Fuzzing {
  private static final Path DESCRIPTION = Path.of("..", "docs", "openapi.json");

  /// Requests of an operation before it is the next one's turn.
  private static final int AT_ONCE = 500;

  /// Enough to see what they have in common.
  private static final int MOST_FAILURES = 40;

  private final int port;
  private final Stock stock;
  private final ChangeLog changes;
  private final Plan plan;
  private final Requests requests;
  private final List<Operation> operations;
  private final Map<String, Integer> done = new HashMap<>();
  private final Map<Integer, Integer> statuses = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();
  private final long begun = System.nanoTime();
  private @Nullable LoadConnection connection;

  /// How much is asked.
  ///
  /// @param requests of each operation
  /// @param longest after which what is left is left
  /// @param progress where it is kept what was done without a failure
  record Plan(int requests, Duration longest, Optional<Path> progress, int seed) {}

  Fuzzing(int port, Stock stock, ChangeLog changes, Plan plan) throws IOException {
    this.port = port;
    this.stock = stock;
    this.changes = changes;
    this.plan = plan;
    var document = JsonMapper.shared().readTree(Files.readString(DESCRIPTION));
    this.requests = new Requests(document, stock, plan.seed());
    this.operations = Operation.all(document);
    operations.forEach(operation -> done.put(operation.name(), 0));
    if (plan.progress().isPresent() && Files.exists(plan.progress().get())) {
      for (var line : Files.readAllLines(plan.progress().get())) {
        int space = line.lastIndexOf(' ');
        done.put(line.substring(0, space), Integer.parseInt(line.substring(space + 1)));
      }
    }
  }

  void run() throws IOException {
    changes.sinceLast();
    for (int upTo = 0; upTo < plan.requests(); ) {
      upTo = Math.min(plan.requests(), upTo + AT_ONCE);
      for (var operation : operations) {
        run(operation, upTo);
        if (failures.size() >= MOST_FAILURES || elapsed().compareTo(plan.longest()) > 0) {
          return;
        }
      }
    }
  }

  private void run(Operation operation, int upTo) throws IOException {
    int from = of(operation);
    int failuresBefore = failures.size();
    for (int number = from + 1; number <= upTo && failures.size() < MOST_FAILURES; number++) {
      ask(operation, number);
      done.merge(operation.name(), 1, Integer::sum);
    }
    if (upTo > from && failures.size() == failuresBefore && plan.progress().isPresent()) {
      Files.writeString(
          plan.progress().get(),
          operation.name() + " " + upTo + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  /// Makes one request alone.
  void one(String operation, int number) throws IOException {
    changes.sinceLast();
    for (var candidate : operations) {
      if (candidate.name().equals(operation)) {
        ask(candidate, number);
      }
    }
  }

  private void ask(Operation operation, int number) throws IOException {
    var request = requests.make(operation, number);
    LoadConnection.Answer answer;
    try {
      answer = answer(request);
    } catch (IOException e) {
      connection = null;
      if (!request.tooLongToHear()) {
        fail(operation, number, request, List.of("no answer: " + e), "");
      }
      return;
    }
    statuses.merge(answer.status(), 1, Integer::sum);
    boolean refused = Judge.refused(answer);
    boolean given = !refused && operation.name().equals("POST /api/v1/tokens");
    var complaints = new ArrayList<>(Judge.complaints(request.method(), answer, given));
    if (refused || Operation.safe(request.method())) {
      changes.sinceLast().forEach(change -> complaints.add("changed by " + change));
    }
    if (!complaints.isEmpty()) {
      fail(operation, number, request, complaints, answer.status() + " " + answer.body());
    }
    if (!refused) {
      // With another method it was another operation that did something.
      if (request.method().equals(operation.method())) {
        stock.renew(operation, answer);
      }
      changes.sinceLast();
    }
  }

  private LoadConnection.Answer answer(Request request) throws IOException {
    if (connection == null) {
      connection = new LoadConnection(port);
    }
    var answer = request.over(connection);
    if (answer.last()) {
      connection.close();
      connection = null;
    }
    return answer;
  }

  private void fail(
      Operation operation, int number, Request request, List<String> complaints, String answer) {
    failures.add(
        "seed %d, %s %d: %s%n%s%nanswer: %s%n"
            .formatted(
                plan.seed(),
                operation.name(),
                number,
                complaints,
                request.text(),
                answer.substring(0, Math.min(answer.length(), 1_000))));
    System.out.println(failures.getLast());
  }

  List<String> failures() {
    return failures;
  }

  private int of(Operation operation) {
    return done.getOrDefault(operation.name(), 0);
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /// What was done, for programs.
  String json() {
    long all = operations.stream().mapToLong(this::of).sum();
    return String.format(
        Locale.ROOT,
        "{\"benchmark\":\"fuzz\",\"planned\":%d,\"done\":%d,\"endpoints\":%d,\"leastOfAnEndpoint\":%d,"
            + "\"seed\":%d,\"failures\":%d,\"statuses\":%s,\"seconds\":%d}",
        (long) plan.requests() * operations.size(),
        all,
        operations.size(),
        operations.stream().mapToInt(this::of).min().orElse(0),
        plan.seed(),
        failures.size(),
        JsonMapper.shared().writeValueAsString(statuses),
        elapsed().toSeconds());
  }
}
