package dev.archway.core.task;

import java.util.Optional;
import java.util.UUID;

/// What the service says to one of several reports.
///
/// @param refusal absent if it was taken in
public record ReportAnswer(UUID task, Optional<Refusal> refusal) {

  /// Why it was not taken in: what the report alone would have been answered.
  ///
  /// @param type of the problem, such as `urn:archway:problem:stale-lease`
  public record Refusal(String type, String detail) {}

  public static ReportAnswer taken(UUID task) {
    return new ReportAnswer(task, Optional.empty());
  }
}
