package dev.archway.cli.experiment;

import dev.archway.cli.terminal.Refusal;
import dev.archway.client.ArchwayClient;
import dev.archway.client.ExperimentFilter;
import dev.archway.core.experiment.ExperimentView;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// How a person names an experiment: by its id, by the beginning of it as far as that tells it from
/// all others, or by its whole name.
public record ExperimentName(String text) {
  private static final String BEGINNING = "[0-9a-f][0-9a-f-]{0,34}";
  private static final int SHORT = 8;
  private static final int MOST_CANDIDATES = 10;

  /// The beginning of an id that lists show.
  static String abbreviated(UUID id) {
    return id.toString().substring(0, SHORT);
  }

  /// The experiment's id.
  ///
  /// @throws Refusal there is none of that name, or several
  public UUID in(ArchwayClient client) {
    return whole().orElseGet(() -> of(candidates(client)));
  }

  private Optional<UUID> whole() {
    // Java takes a short text with four hyphens for a whole one.
    return text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
        ? Optional.of(UUID.fromString(text))
        : Optional.empty();
  }

  private List<ExperimentView> candidates(ArchwayClient client) {
    // Whose id begins so is known by all ids only; names the service can look for.
    var filter = ExperimentFilter.withText(mayBegin() ? "" : text);
    return client.experiments().list(filter, Integer.MAX_VALUE);
  }

  private boolean mayBegin() {
    return text.toLowerCase(Locale.ROOT).matches(BEGINNING);
  }

  /// The one among some experiments that is meant.
  UUID of(List<ExperimentView> experiments) {
    var found = experiments.stream().filter(this::names).toList();
    if (found.size() == 1) {
      return found.getFirst().id();
    }
    throw new Refusal(
        found.isEmpty()
            ? "No experiment has the id or the name '%s'; `archway experiment list --archived` shows all."
                .formatted(text)
            : "'%s' may be any of %d experiments; name one by more of its id:\n%s"
                .formatted(text, found.size(), lines(found)));
  }

  private boolean names(ExperimentView experiment) {
    return experiment.spec().name().equals(text)
        || (mayBegin() && experiment.id().toString().startsWith(text.toLowerCase(Locale.ROOT)));
  }

  private static String lines(List<ExperimentView> found) {
    return found.stream()
        .limit(MOST_CANDIDATES)
        .map(one -> "  %s  %s  %s".formatted(one.id(), one.state(), one.spec().name()))
        .collect(Collectors.joining("\n"));
  }
}
