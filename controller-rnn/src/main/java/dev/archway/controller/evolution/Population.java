package dev.archway.controller.evolution;

import dev.archway.controller.SnapshotHeader;
import dev.archway.controller.candidate.Rated;
import dev.archway.core.experiment.ControllerSummary;
import dev.archway.core.space.Decisions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// All that evolution knows: the latest results, the oldest first. In bytes, after the header:
/// their number, then each. A population is never changed: learning makes another.
///
/// @param version updates so far; more than results where trials failed
record Population(int version, List<Rated> members) {
  Population {
    members = List.copyOf(members);
  }

  static Population initial() {
    return new Population(0, List.of());
  }

  /// After one update: the newcomers are added, and the oldest die until `size` are left.
  Population updated(List<Rated> newcomers, int size) {
    var all = new ArrayList<>(members);
    all.addAll(newcomers);
    int dying = StrictMath.max(0, all.size() - size);
    return new Population(version + 1, all.subList(dying, all.size()));
  }

  /// The best of so many draws, each of which leaves its member in the population; the first drawn
  /// of equals.
  Rated parent(int sample, RandomGenerator random) {
    var best = drawn(random);
    for (int draw = 1; draw < sample; draw++) {
      var other = drawn(random);
      if (other.reward() > best.reward()) {
        best = other;
      }
    }
    return best;
  }

  private Rated drawn(RandomGenerator random) {
    return members.get(random.nextInt(members.size()));
  }

  ControllerSummary.Population summary() {
    if (members.isEmpty()) {
      return new ControllerSummary.Population(0, Optional.empty(), Optional.empty());
    }
    double best = Double.NEGATIVE_INFINITY;
    double sum = 0;
    for (var member : members) {
      best = StrictMath.max(best, member.reward());
      sum += member.reward();
    }
    return new ControllerSummary.Population(
        members.size(), Optional.of(best), Optional.of(sum / members.size()));
  }

  byte[] toBytes(Decisions decisions) {
    int size = Integer.BYTES + members.size() * Rated.bytes(decisions);
    return header(decisions)
        .write(
            version,
            size,
            bytes -> {
              bytes.putInt(members.size());
              members.forEach(member -> member.put(bytes));
            });
  }

  /// @throws IllegalArgumentException if the snapshot is foreign, damaged, or of more than `size`
  static Population fromBytes(byte[] snapshot, int size, Decisions decisions) {
    return header(decisions)
        .read(
            snapshot,
            (version, bytes) -> {
              int count = bytes.getInt();
              if (count < 0 || count > size) {
                throw new IllegalArgumentException(
                    "An evolution controller's snapshot has 0..%d members, but this one has %d."
                        .formatted(size, count));
              }
              var members = new ArrayList<Rated>();
              for (int i = 0; i < count; i++) {
                members.add(Rated.get(bytes, decisions));
              }
              return new Population(version, members);
            });
  }

  private static SnapshotHeader header(Decisions decisions) {
    return new SnapshotHeader("An evolution controller", "AWEV", 1, decisions);
  }
}
