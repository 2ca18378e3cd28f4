package dev.archway.searchapi.experiment;

import dev.archway.searchapi.problem.ProblemException;
import dev.archway.searchapi.problem.ProblemType;
import java.util.Optional;

/// The version of an experiment's settings as HTTP names it: the `ETag` of an answer, and the
/// `If-Match` of a change.
final class EntityTag {
  private EntityTag() {}

  static String of(long version) {
    return "\"" + version + "\"";
  }

  /// The tag that a change is of; refuses a change that names none.
  static String required(Optional<String> match) {
    return match.orElseThrow(() ->
        ProblemType.PRECONDITION_REQUIRED.because(
            "A change names the version that it is a change of: send the ETag that you read as"
                + " If-Match."));
  }

  /// Refuses a change of another version than the present one; `*` is any.
  static void requireMatch(String match, long version) {
    if (!match.equals("*") && !match.strip().equals(of(version))) {
      throw outdated(match, version);
    }
  }

  private static ProblemException outdated(String match, long version) {
    return ProblemType.PRECONDITION_FAILED.because(
        "The experiment is at version %s, but the change is one of version %s: read it anew."
            .formatted(of(version), match));
  }
}
