package dev.archway.searchapi.fleet;

/// A worker or device has started, perhaps anew: whatever it held before, it holds no more.
public record Registered(String name) {}
