package dev.archway.core.experiment;

import java.time.Instant;
import java.util.Optional;

/// A line of a trial's log.
///
/// @param number by which lines are in order; later ones have larger numbers
/// @param by who works on the trial; absent if it is the service that says so
public record LogLineView(long number, Instant at, Optional<String> by, String text) {}
