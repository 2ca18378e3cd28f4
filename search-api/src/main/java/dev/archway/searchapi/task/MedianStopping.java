package dev.archway.searchapi.task;

import dev.archway.core.experiment.EvaluationSpec;
import dev.archway.core.experiment.MedianRule;
import dev.archway.core.task.EpochMetrics;
import dev.archway.searchapi.experiment.Experiments;
import dev.archway.searchapi.trial.TrialPlan;
import dev.archway.searchapi.trial.Trials;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Says of a training after each epoch whether it is hopeless by its experiment's [MedianRule].
@Component
class MedianStopping {
  /// So many trials, the latest, are compared with: an experiment may have any number.
  private static final int COMPARED = 200;

  private final Experiments experiments;
  private final Trials trials;
  private final JdbcClient jdbc;

  MedianStopping(Experiments experiments, Trials trials, JdbcClient jdbc) {
    this.experiments = experiments;
    this.trials = trials;
    this.jdbc = jdbc;
  }

  /// What the completed trainings of an experiment had on average up to an epoch.
  private record Others(int trials, double median) {}

  /// Why a training may end, if it may.
  Optional<String> verdict(TaskOwner owner, EpochMetrics epoch) {
    return experiments.get(owner.experiment()).spec().evaluation()
            instanceof EvaluationSpec.Training training
        ? training
            .stopping()
            .filter(rule ->
                epoch.epoch() >= rule.afterEpochs()
                    && epoch.epoch() + 1 < training.recipe().epochs()
                    && isProposed(owner.trial()))
            .flatMap(rule -> verdict(rule, owner.experiment(), epoch))
        : Optional.empty();
  }

  private boolean isProposed(UUID trial) {
    return trials.get(trial).plan().source() instanceof TrialPlan.Proposed;
  }

  private Optional<String> verdict(MedianRule rule, UUID experiment, EpochMetrics epoch) {
    var others = others(experiment, epoch.epoch());
    return others.trials() >= rule.trials() && epoch.validationAccuracy() < others.median()
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "After epoch %d its accuracy is %.1f %%; the median of %d trainings was %.1f %%.",
                epoch.epoch(),
                100 * epoch.validationAccuracy(),
                others.trials(),
                100 * others.median()))
        : Optional.empty();
  }

  private Others others(UUID experiment, int epoch) {
    return jdbc.sql(
            """
            WITH latest AS (
              SELECT id, training FROM trial
              WHERE experiment_id = :experiment AND state = 'COMPLETED' AND training IS NOT NULL
                AND ended_position IS NOT NULL
              ORDER BY ended_position DESC LIMIT :compared),
            averages AS (
              SELECT avg((epoch ->> 'validationAccuracy')::double precision) AS average
              FROM latest, jsonb_array_elements(training -> 'epochs') AS epoch
              WHERE (epoch ->> 'epoch')::integer <= :epoch
              GROUP BY id HAVING count(*) = :epoch)
            SELECT count(*) AS trials,
              coalesce(percentile_cont(0.5) WITHIN GROUP (ORDER BY average), 0) AS median
            FROM averages
            """)
        .param("experiment", experiment)
        .param("compared", COMPARED)
        .param("epoch", epoch)
        .query((row, _) -> new Others(row.getInt("trials"), row.getDouble("median")))
        .single();
  }
}
