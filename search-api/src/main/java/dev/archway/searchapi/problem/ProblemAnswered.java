package dev.archway.searchapi.problem;

/// A request was refused, or could not be answered.
public record ProblemAnswered(ProblemType type) {}
