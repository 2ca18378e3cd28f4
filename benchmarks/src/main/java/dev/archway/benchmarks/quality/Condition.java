package dev.archway.benchmarks.quality;

/// One controller in one setting: what is repeated with many seeds.
record Condition(String controller, Goal goal, int inFlight) {
  Condition of(String other) {
    return new Condition(other, goal, inFlight);
  }
}
