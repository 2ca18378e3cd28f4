package dev.archway.searchapi.access;

import dev.archway.searchapi.problem.ProblemType;

/// How long a page may be.
final class PageLimit {
  private static final int MOST = 1000;

  private PageLimit() {}

  static void require(int limit) {
    if (limit < 1 || limit > MOST) {
      throw ProblemType.INVALID_REQUEST.because(
          "Parameter limit lies in 1..%d, but is %d.".formatted(MOST, limit));
    }
  }
}
