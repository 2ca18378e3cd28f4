package dev.archway.controller.local;

import dev.archway.controller.Observation;
import dev.archway.controller.SnapshotHeader;
import dev.archway.controller.candidate.Mutations;
import dev.archway.controller.candidate.Rated;
import dev.archway.core.experiment.ControllerSummary;
import dev.archway.core.space.Decisions;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// All that local search knows. It does not know what is under way, and need not: a uniform draw is
/// proposed only when all neighbours of the position are known, so its result says that the climb
/// is over. A climb is never changed: learning makes another.
///
/// In bytes, after the header: `since`, `starts`, then each of the three, a 0 or a 1 and what there
/// is.
///
/// @param version updates so far
/// @param since the version that brought the position
/// @param position the best of this climb; none before the first
/// @param summit where the climb before ended
/// @param starts results that the next climb may start from
/// @param bestStart the best of these
record Climb(
    int version,
    int since,
    Optional<Rated> position,
    Optional<Rated> summit,
    int starts,
    Optional<Rated> bestStart) {

  static Climb initial() {
    return new Climb(0, 0, Optional.empty(), Optional.empty(), 0, Optional.empty());
  }

  /// After one update.
  ///
  /// @param wantedStarts how many starts a climb chooses from
  Climb updated(List<Observation> observations, int wantedStarts, Decisions decisions) {
    var climb = new Climb(version + 1, since, position, summit, starts, bestStart);
    for (var observation : observations) {
      var reward = observation.outcome().learnableReward();
      if (reward.isPresent()) {
        var result = new Rated(observation.choices(), reward.getAsDouble());
        climb = climb.after(result, observation.policyVersion(), wantedStarts, decisions);
      }
    }
    return climb;
  }

  private Climb after(Rated result, int proposedBy, int wantedStarts, Decisions decisions) {
    if (position.isEmpty()) {
      return withStart(result, wantedStarts);
    }
    var here = position.get();
    if (result.reward() > here.reward() && !belowLastSummit(result, decisions)) {
      return at(result);
    }
    boolean drawn = !Mutations.areNeighbours(decisions, here.choices(), result.choices());
    return drawn && proposedBy >= since ? withStart(result, wantedStarts) : this;
  }

  /// A neighbour of the last summit that was still under way when its climb was given up, and would
  /// lead back there.
  private boolean belowLastSummit(Rated result, Decisions decisions) {
    return summit
        .filter(s -> result.reward() <= s.reward())
        .filter(s -> Mutations.areNeighbours(decisions, s.choices(), result.choices()))
        .isPresent();
  }

  private Climb at(Rated better) {
    return new Climb(version, version, Optional.of(better), summit, starts, bestStart);
  }

  private Climb withStart(Rated start, int wantedStarts) {
    var best = bestStart.filter(b -> b.reward() >= start.reward()).or(() -> Optional.of(start));
    return starts + 1 < wantedStarts
        ? new Climb(version, since, position, summit, starts + 1, best)
        : new Climb(version, version, best, position, 0, Optional.empty());
  }

  ControllerSummary.Climb summary() {
    return new ControllerSummary.Climb(
        position.map(Climb::place), summit.map(Climb::place), starts);
  }

  private static ControllerSummary.Climb.Place place(Rated rated) {
    return new ControllerSummary.Climb.Place(rated.choices(), rated.reward());
  }

  byte[] toBytes(Decisions decisions) {
    int size = 5 * Integer.BYTES;
    for (var rated : List.of(position, summit, bestStart)) {
      size += rated.isPresent() ? Rated.bytes(decisions) : 0;
    }
    return header(decisions)
        .write(
            version,
            size,
            bytes -> {
              bytes.putInt(since).putInt(starts);
              for (var rated : List.of(position, summit, bestStart)) {
                bytes.putInt(rated.isPresent() ? 1 : 0);
                rated.ifPresent(r -> r.put(bytes));
              }
            });
  }

  /// @throws IllegalArgumentException if the snapshot is foreign or damaged
  static Climb fromBytes(byte[] snapshot, Decisions decisions) {
    return header(decisions)
        .read(
            snapshot,
            (version, bytes) -> {
              int since = bytes.getInt();
              int starts = bytes.getInt();
              var position = rated(bytes, decisions);
              var summit = rated(bytes, decisions);
              return new Climb(version, since, position, summit, starts, rated(bytes, decisions));
            });
  }

  private static Optional<Rated> rated(ByteBuffer bytes, Decisions decisions) {
    return bytes.getInt() == 1 ? Optional.of(Rated.get(bytes, decisions)) : Optional.empty();
  }

  private static SnapshotHeader header(Decisions decisions) {
    return new SnapshotHeader("A local search", "AWLS", 1, decisions);
  }
}
