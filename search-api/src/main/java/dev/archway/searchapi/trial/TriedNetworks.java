package dev.archway.searchapi.trial;

import dev.archway.core.experiment.Arm;
import dev.archway.core.network.NetworkHash;
import dev.archway.searchapi.memory.Recent;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Knows which networks an arm has proposed. The other arm's do not count: what one has tried must
/// not help or hinder the other. Trials below an experiment's next number never change what they
/// are about, so each is read once.
@Component
public class TriedNetworks {
  /// So many arms are remembered.
  private static final int KEPT = 64;

  private final JdbcClient jdbc;
  private final Map<Proposer, Tried> known = new Recent<>(KEPT);

  private record Proposer(UUID experiment, Arm arm) {}

  /// What the trials below a number are about.
  private static final class Tried {
    private final Set<NetworkHash> networks = new HashSet<>();
    private int below = 1;
  }

  TriedNetworks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Those of an arm's trials with numbers below `number`, as they are now; for one thread.
  public Set<NetworkHash> of(UUID experiment, Arm arm, int number) {
    var tried = known.computeIfAbsent(new Proposer(experiment, arm), _ -> new Tried());
    if (tried.below < number) {
      jdbc.sql(
              """
              SELECT network_hash FROM trial
              WHERE experiment_id = ? AND origin = ? AND number >= ? AND number < ?
              """)
          .params(experiment, arm.origin().name(), tried.below, number)
          .query(String.class)
          .list()
          .forEach(hash -> tried.networks.add(new NetworkHash(hash)));
      tried.below = number;
    }
    return Collections.unmodifiableSet(tried.networks);
  }
}
