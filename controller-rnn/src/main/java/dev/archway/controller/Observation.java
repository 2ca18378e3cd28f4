package dev.archway.controller;

import dev.archway.core.experiment.PolicyGradient;
import dev.archway.core.experiment.UpdateReport;
import dev.archway.core.space.Choices;
import dev.archway.core.space.Decisions;
import java.util.List;
import java.util.Optional;

/// What became of a proposal. Late and lost trials are normal: observations come in any order, and
/// some proposals never come back.
///
/// @param number the trial's number in its experiment
/// @param policyVersion the version that proposed it, at most the version that learns from it
/// @param logProbability of the choices under that version
public record Observation(
    int number, Choices choices, int policyVersion, double logProbability, Outcome outcome) {
  public Observation {
    if (number < 1) {
      throw new IllegalArgumentException("Trials are numbered from 1, but one is " + number + ".");
    }
    if (policyVersion < 0) {
      throw new IllegalArgumentException(
          "Policy versions are counted from 0, but one is " + policyVersion + ".");
    }
    LogProbability.require(logProbability);
  }

  /// What an update that led to `version` took in, and the gradient that it made of it.
  public static UpdateReport report(
      List<Observation> observations, int version, Optional<PolicyGradient> gradient) {
    int rewarded =
        (int) observations.stream().filter(o -> o.outcome().learnableReward().isPresent()).count();
    return new UpdateReport(version, observations.size(), rewarded, gradient);
  }

  /// Refuses what the controller at `version` cannot have proposed, before anything is learned.
  public static void requireBatch(
      List<Observation> observations, Decisions decisions, int version) {
    if (observations.isEmpty()) {
      throw new IllegalArgumentException("An update learns from 1.. observations, but got none.");
    }
    for (var observation : observations) {
      if (!decisions.normalize(observation.choices()).equals(observation.choices())) {
        throw new IllegalArgumentException(
            "Trial %d has the choices %s, but inactive decisions take option 0."
                .formatted(observation.number(), observation.choices().options()));
      }
      if (observation.policyVersion() > version) {
        throw new IllegalArgumentException(
            "Trial %d was proposed by version %d, but version %d is to learn from it."
                .formatted(observation.number(), observation.policyVersion(), version));
      }
    }
  }
}
