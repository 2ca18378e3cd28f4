package dev.archway.cli.experiment;

import dev.archway.cli.terminal.Refusal;
import dev.archway.client.ArchwayClient;
import dev.archway.client.TrialFilter;
import dev.archway.client.TrialOrder;
import dev.archway.core.experiment.TrialView;
import java.util.UUID;

/// How a person names a trial: by its id, or by its experiment and its number there, as in
/// `7c9e6679/12`.
public record TrialName(String text) {

  /// The trial as it stands now.
  ///
  /// @throws Refusal there is none of that name
  public TrialView in(ArchwayClient client) {
    int slash = text.lastIndexOf('/');
    return slash < 0
        ? client.trials().get(id())
        : numbered(client, new ExperimentName(text.substring(0, slash)), text.substring(slash + 1));
  }

  private UUID id() {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new Refusal(
          "A trial is named by its id, or by its experiment and number such as 7c9e6679/12, but not by '"
              + text
              + "'.",
          e);
    }
  }

  private TrialView numbered(ArchwayClient client, ExperimentName experiment, String digits) {
    if (!digits.matches("[1-9]\\d{0,8}")) {
      throw new Refusal("A trial's number is counted from 1, but is '" + digits + "'.");
    }
    int number = Integer.parseInt(digits);
    // Numbers have no gaps.
    var trials =
        client.trials().of(experiment.in(client), TrialFilter.ALL, TrialOrder.NUMBER, number);
    if (trials.size() < number) {
      throw new Refusal(
          "The experiment has %d trials, but none of number %d.".formatted(trials.size(), number));
    }
    return trials.getLast();
  }
}
