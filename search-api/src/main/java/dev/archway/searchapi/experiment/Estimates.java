package dev.archway.searchapi.experiment;

import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.recipe.Recipe;
import dev.archway.searchapi.fleet.Fleet;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Foretells how long an experiment takes, from how fast the latest trainings were and how many
/// slots there are. Its networks may be smaller or larger than those, so this is a rough figure.
@Component
class Estimates {
  private static final int LATEST = 100;
  private static final double SECONDS_PER_HOUR = 3600;

  private final JdbcClient jdbc;
  private final Fleet fleet;

  Estimates(JdbcClient jdbc, Fleet fleet) {
    this.jdbc = jdbc;
    this.fleet = fleet;
  }

  /// Absent where Archway trains nothing, where nothing was trained yet, or where nobody is there.
  Optional<Double> hours(ExperimentSpec spec) {
    int slots = fleet.slots();
    return spec.recipe()
        .filter(_ -> slots > 0)
        .flatMap(recipe -> imagesPerSecond().map(speed -> hours(spec, recipe, speed * slots)));
  }

  private static double hours(ExperimentSpec spec, Recipe recipe, double imagesPerSecond) {
    double trials = spec.trials() + spec.baselines().size();
    return trials * recipe.steps() * recipe.batchSize() / imagesPerSecond / SECONDS_PER_HOUR;
  }

  /// The median of one slot.
  private Optional<Double> imagesPerSecond() {
    return jdbc.sql(
            """
            SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY images_per_second)
            FROM (
              SELECT images_per_second FROM trial
              WHERE images_per_second IS NOT NULL ORDER BY ended_at DESC LIMIT :latest) AS latest
            """)
        .param("latest", LATEST)
        .query((row, _) -> Optional.ofNullable((Double) row.getObject(1)))
        .single();
  }
}
