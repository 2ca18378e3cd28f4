package dev.archway.searchapi;

import dev.archway.client.ArchwayClient;
import dev.archway.core.experiment.ControllerSpec;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Makes experiments large within seconds: by copies of trials that came about as all do.
public final class ManyTrials {
  private ManyTrials() {}

  /// A finished experiment of ten trials and so many copies, which all differ in accuracy,
  /// parameters and network.
  public static UUID experiment(ArchwayClient client, JdbcClient jdbc, int copies) {
    var evaluators = new Evaluators(client);
    var id = client.experiments().create(evaluators.spec(10, new ControllerSpec.Random())).id();
    evaluators.runToEnd(id);
    copy(jdbc, id, copies);
    return id;
  }

  private static void copy(JdbcClient jdbc, UUID id, int trials) {
    jdbc.sql(
            """
            INSERT INTO trial (id, experiment_id, number, origin, name, choices, architecture,
              network_hash, costs, seed, policy_version, log_probability, provenance, state, training,
              measurement, ended_position, learned_by, learned_position, created_at, ended_at)
            SELECT gen_random_uuid(), experiment_id, 1000 + n, origin, name, choices, architecture,
              md5(n::text) || md5(n::text), jsonb_set(costs, '{parameters}', to_jsonb(1000 + n * 7919 % 100003)), seed,
              policy_version, log_probability, provenance, state,
              jsonb_set(training, '{epochs,0,validationAccuracy}', to_jsonb((n * 7907 % 10007) / 10007.0)),
              measurement, 1000 + n, 1, n, created_at, ended_at
            FROM generate_series(1, :trials) AS n
            JOIN trial ON experiment_id = :experiment AND number = 3 + n % 5
            """)
        .param("trials", trials)
        .param("experiment", id)
        .update();
    jdbc.sql("VACUUM ANALYZE").update();
  }
}
