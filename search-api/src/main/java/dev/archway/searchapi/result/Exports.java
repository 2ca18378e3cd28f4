package dev.archway.searchapi.result;

import dev.archway.core.cost.AnalyticCost;
import dev.archway.core.experiment.LatencyView;
import dev.archway.core.experiment.TrialView;
import dev.archway.searchapi.experiment.Experiment;
import dev.archway.searchapi.experiment.Experiments;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Writes all trials of an experiment, a few at a time: neither memory nor a connection is held for
/// more. What ends meanwhile is in it or not.
@Component
class Exports {
  private static final int AT_A_TIME = 200;

  private final Experiments experiments;
  private final TrialViews views;
  private final JsonMapper json;

  Exports(Experiments experiments, TrialViews views, JsonMapper json) {
    this.experiments = experiments;
    this.views = views;
    this.json = json;
  }

  void write(UUID id, TrialFilter filter, ExportFormat format, HttpServletResponse response)
      throws IOException {
    var experiment = experiments.get(id);
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        "attachment; filename=\"trials-%s.%s\""
            .formatted(
                id,
                switch (format) {
                  case CSV -> "csv";
                  case JSON -> "json";
                }));
    switch (format) {
      case CSV -> {
        response.setContentType("text/csv;charset=utf-8");
        csv(experiment, filter, writer(response));
      }
      case JSON -> {
        response.setContentType("application/json");
        list(experiment, filter, writer(response));
      }
    }
  }

  private static Writer writer(HttpServletResponse response) throws IOException {
    return new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
  }

  private void csv(Experiment experiment, TrialFilter filter, Writer out) throws IOException {
    row(out, header());
    each(experiment, filter, trial -> row(out, cells(trial)));
    out.flush();
  }

  private void list(Experiment experiment, TrialFilter filter, Writer out) throws IOException {
    var between = new StringBuilder("[");
    each(
        experiment,
        filter,
        trial -> {
          out.append(between).append(json.writeValueAsString(trial));
          between.replace(0, 1, ",\n");
          between.setLength(2);
        });
    out.append(between.charAt(0) == '[' ? "[]" : "]").flush();
  }

  /// What is done with one trial.
  @FunctionalInterface
  private interface Sink {
    void take(TrialView trial) throws IOException;
  }

  private void each(Experiment experiment, TrialFilter filter, Sink sink) throws IOException {
    int last = 0;
    List<TrialView> some;
    do {
      some = views.after(experiment, last, filter, AT_A_TIME);
      for (var trial : some) {
        sink.take(trial);
        last = trial.number();
      }
    } while (some.size() == AT_A_TIME);
  }

  private static List<String> header() {
    var names =
        new ArrayList<>(
            List.of(
                "number",
                "id",
                "origin",
                "name",
                "state",
                "reason",
                "accuracy",
                "testAccuracy",
                "reward",
                "latencyMillisP50",
                "latencyMillisP90",
                "epochs",
                "imagesPerSecond",
                "policyVersion",
                "logProbability",
                "learnedBy",
                "choices",
                "architecture",
                "metrics",
                "reportedCosts"));
    for (var cost : AnalyticCost.values()) {
      names.add(cost.text());
    }
    return names;
  }

  private List<String> cells(TrialView trial) {
    var cells =
        new ArrayList<>(
            List.of(
                trial.number() + "",
                trial.id().toString(),
                trial.origin().name(),
                text(trial.name()),
                trial.state().name(),
                text(trial.reason()),
                text(trial.accuracy()),
                text(trial.testAccuracy()),
                text(trial.reward()),
                text(trial.latencyMillis().map(LatencyView::p50)),
                text(trial.latencyMillis().map(LatencyView::p90)),
                trial.epochs() + "",
                text(trial.imagesPerSecond()),
                text(trial.policyVersion()),
                text(trial.logProbability()),
                text(trial.learnedBy()),
                text(trial.choices().map(json::writeValueAsString)),
                trial.architecture(),
                json.writeValueAsString(trial.metrics()),
                json.writeValueAsString(trial.reportedCosts())));
    for (var cost : AnalyticCost.values()) {
      cells.add(text(Optional.ofNullable(trial.costs().get(cost))));
    }
    return cells;
  }

  private static String text(Optional<?> value) {
    return value.map(Object::toString).orElse("");
  }

  private static void row(Writer out, List<String> cells) throws IOException {
    out.append(cells.stream().map(Exports::quoted).collect(Collectors.joining(","))).append("\r\n");
  }

  /// A cell that a spreadsheet would take for a formula is made a text.
  private static String quoted(String cell) {
    var harmless = cell.matches("(?s)[=+@\\t\\r].*|-(?![0-9.eE]+$).*") ? "'" + cell : cell;
    return harmless.matches("(?s).*[\",\\r\\n].*")
        ? "\"" + harmless.replace("\"", "\"\"") + "\""
        : harmless;
  }
}
