package dev.archway.core.experiment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.Optional;

/// How much a cost counts in a product: `w` of `(cost/T)^w` (Tan et al. 2019, eq. 2 and 3). In JSON
/// the pair, or `soft` or `hard`.
///
/// @param alpha up to the target
/// @param beta above it
public record Exponents(double alpha, double beta) {
  /// MnasNet's trade-off: twice the cost, on either side of the target, for 5 % of relative
  /// accuracy.
  public static final Exponents SOFT = new Exponents(-0.07, -0.07);

  /// MnasNet's near-constraint: nothing is won below the target, and much is lost above it.
  public static final Exponents HARD = new Exponents(0, -1);

  private static final Map<String, Exponents> PRESETS = Map.of("soft", SOFT, "hard", HARD);

  @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
  public Exponents(@JsonProperty("alpha") double alpha, @JsonProperty("beta") double beta) {
    if (!(alpha <= 0 && alpha >= -100) || !(beta <= 0 && beta >= -100)) {
      throw new IllegalArgumentException(
          "The exponents alpha and beta lie in -100..0, so that a higher cost is never better, but"
              + " are %s and %s.".formatted(alpha, beta));
    }
    this.alpha = alpha;
    this.beta = beta;
  }

  /// The exponents of a name.
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Exponents named(String name) {
    return Optional.ofNullable(PRESETS.get(name))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "Exponents are 'soft', 'hard' or a pair of alpha and beta, but are '%s'."
                    .formatted(name)));
  }
}
