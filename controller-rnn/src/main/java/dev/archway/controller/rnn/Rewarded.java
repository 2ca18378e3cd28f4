package dev.archway.controller.rnn;

import dev.archway.core.space.Choices;

/// A result to learn from.
///
/// @param trial its number
/// @param logProbability under the policy that proposed it
record Rewarded(int trial, Choices choices, double reward, double logProbability) {}
