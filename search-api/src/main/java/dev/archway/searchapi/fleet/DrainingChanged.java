package dev.archway.searchapi.fleet;

/// Others than before are to be given nothing new.
public record DrainingChanged() {}
