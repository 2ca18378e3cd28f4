package dev.archway.client;

/// What the service told, and the version of it.
///
/// @param tag what a change names as the version that it is a change of
public record Versioned<T>(T value, String tag) {}
