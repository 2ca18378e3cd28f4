package dev.archway.searchapi.experiment;

/// What an experiment counts.
///
/// @param nextNumber the number the next trial gets
/// @param proposed trials proposed so far, repeated ones not counted: what the budget limits
/// @param finished proposed trials that have ended, repeated ones not counted
/// @param ended trials of any origin that have ended: gives each its place in the order of ending
/// @param consecutiveRepeats proposals in a row that were known already
public record Counters(
    int nextNumber, int proposed, int finished, int ended, int consecutiveRepeats) {

  static final Counters START = new Counters(1, 0, 0, 0, 0);

  Counters withBaseline() {
    return new Counters(nextNumber + 1, proposed, finished, ended, consecutiveRepeats);
  }

  Counters withProposal() {
    return new Counters(nextNumber + 1, proposed + 1, finished, ended, 0);
  }

  Counters withRepeat() {
    return new Counters(nextNumber + 1, proposed, finished, ended, consecutiveRepeats + 1);
  }

  Counters withEnded(boolean countsAgainstBudget) {
    return new Counters(
        nextNumber,
        proposed,
        finished + (countsAgainstBudget ? 1 : 0),
        ended + 1,
        consecutiveRepeats);
  }
}
