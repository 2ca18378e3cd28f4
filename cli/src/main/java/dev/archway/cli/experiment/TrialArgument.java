package dev.archway.cli.experiment;

import dev.archway.cli.network.NetworkArgument;
import dev.archway.cli.terminal.Refusal;
import dev.archway.client.Json;
import dev.archway.core.experiment.TrialRequest;
import dev.archway.core.space.Choices;
import dev.archway.core.zoo.GivenNetwork;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/// What a person wants to be tried: a network as everywhere, or choices such as `[0, 3, 1]`.
public final class TrialArgument {
  private TrialArgument() {}

  public static TrialRequest of(String argument, Optional<Double> width) {
    try {
      return switch (argument.stripLeading().isEmpty() ? ' ' : argument.stripLeading().charAt(0)) {
        case '[' ->
            new TrialRequest(
                Optional.empty(),
                width,
                Optional.of(Json.mapper().readValue(argument, Choices.class)));
        case '{' -> network(Json.mapper().readValue(argument, GivenNetwork.class), width);
        default -> network(NetworkArgument.of(argument), width);
      };
    } catch (JacksonException e) {
      throw new Refusal("'" + argument + "' is neither choices nor an architecture in JSON.", e);
    } catch (IllegalArgumentException e) {
      throw new Refusal(String.valueOf(e.getMessage()), e);
    }
  }

  private static TrialRequest network(GivenNetwork network, Optional<Double> width) {
    return new TrialRequest(Optional.of(network), width, Optional.empty());
  }
}
