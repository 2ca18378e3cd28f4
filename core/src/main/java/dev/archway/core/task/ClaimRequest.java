package dev.archway.core.task;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Asks for work.
///
/// @param claimant who asks: a registered worker's or device's name
/// @param kinds what it can do
/// @param device the device whose measurements it takes; required for [TaskKind#MEASURE]
/// @param experiment only its tasks; required for [TaskKind#EVALUATE], as a program of one's own
///   understands one space
/// @param atMost 1..10 tasks
/// @param waitSeconds how long the service may hold the call while there is nothing to do, 0..30
public record ClaimRequest(
    String claimant,
    List<TaskKind> kinds,
    Optional<String> device,
    Optional<UUID> experiment,
    int atMost,
    int waitSeconds) {
  public ClaimRequest {
    kinds = List.copyOf(kinds);
    require(!claimant.isBlank(), "claimant", "'" + claimant + "'", "a name");
    require(!kinds.isEmpty(), "kinds", kinds, "at least one kind");
    require(
        !kinds.contains(TaskKind.MEASURE) || device.isPresent(),
        "device",
        "absent",
        "a device's name for MEASURE");
    require(
        !kinds.contains(TaskKind.EVALUATE) || experiment.isPresent(),
        "experiment",
        "absent",
        "an experiment's id for EVALUATE");
    require(atMost >= 1 && atMost <= 10, "atMost", atMost, "1..10");
    require(waitSeconds >= 0 && waitSeconds <= 30, "waitSeconds", waitSeconds, "0..30");
  }

  /// For tasks of any experiment.
  public ClaimRequest(
      String claimant, List<TaskKind> kinds, Optional<String> device, int atMost, int waitSeconds) {
    this(claimant, kinds, device, Optional.empty(), atMost, waitSeconds);
  }

  private static void require(boolean holds, String field, Object value, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(
          "A claim's " + field + " is " + value + ", but must be " + rule + ".");
    }
  }
}
