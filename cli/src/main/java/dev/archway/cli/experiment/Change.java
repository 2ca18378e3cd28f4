package dev.archway.cli.experiment;

import dev.archway.cli.terminal.Notes;
import dev.archway.client.ApiException;
import dev.archway.client.ArchwayClient;
import dev.archway.core.experiment.ExperimentView;
import java.util.Map;
import java.util.UUID;

/// Changes settings of the version that was read, so that nobody's change is lost unseen.
public final class Change {
  private static final int TIMES = 5;
  private static final String CHANGED_MEANWHILE = "precondition-failed";

  private Change() {}

  /// The experiment after a change; read anew a few times where others change it meanwhile.
  ///
  /// @param patch a JSON merge patch
  public static ExperimentView of(
      ArchwayClient client, UUID experiment, Map<String, ?> patch, Notes notes) {
    for (int tries = 1; ; tries++) {
      var read = client.experiments().versioned(experiment);
      try {
        return client.experiments().change(experiment, read.tag(), patch);
      } catch (ApiException e) {
        if (tries == TIMES || !e.problem().equals(CHANGED_MEANWHILE)) {
          throw e;
        }
        notes.note("Somebody else has changed it meanwhile; reading it anew.");
      }
    }
  }
}
