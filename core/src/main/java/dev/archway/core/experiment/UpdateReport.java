package dev.archway.core.experiment;

import java.util.Optional;

/// What one update of a controller took in and did.
///
/// @param version the version that it led to
/// @param results what it took in
/// @param rewarded how many of these had a reward to teach; the others had failed
/// @param gradient the step of the policy; absent where there is no policy or nothing had a reward
public record UpdateReport(
    int version, int results, int rewarded, Optional<PolicyGradient> gradient) {
  public UpdateReport {
    if (version < 1) {
      throw new IllegalArgumentException(
          "An update leads to version 1 or a later one, but not to " + version + ".");
    }
    if (rewarded < 0 || rewarded > results) {
      throw new IllegalArgumentException(
          "Of %d results 0..%d have a reward, but not %d.".formatted(results, results, rewarded));
    }
  }
}
