package dev.archway.searchapi.fleet;

/// A worker or a device registered: experiments may have more trials under way.
public record FleetChanged() {}
