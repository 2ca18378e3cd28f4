package dev.archway.core.experiment;

/// Something in a definition that cannot be.
///
/// @param path where, such as `objective.terms[0].target`; empty where it is about the whole
/// @param message what is wrong and what the rule is
public record Fault(String path, String message) {}
