package dev.archway.controller;

import dev.archway.core.experiment.Arm;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Where a controller's randomness comes from: nothing but the experiment's seed, the arm and the
/// trial number, so that proposals can be made again in any order and on any machine.
///
/// @param experiment the experiment's seed
/// @param arm tells the controllers of one experiment apart
public record ProposalSeed(long experiment, String arm) {
  /// The arm of an experiment's own controller, as against its control.
  public static final String SEARCH = "search";

  /// The arm that it is held against.
  public static final String CONTROL = "control";

  /// The seed of one arm of an experiment.
  public static ProposalSeed of(long experiment, Arm arm) {
    return new ProposalSeed(
        experiment,
        switch (arm) {
          case SEARCH -> SEARCH;
          case CONTROL -> CONTROL;
        });
  }

  /// The golden ratio's increment of SplitMix64 (Steele, Lea and Flood 2014).
  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  /// The generator of what is drawn once, before the first proposal.
  public RandomGenerator initial() {
    return generator(0);
  }

  /// The generator of one trial's proposal.
  public RandomGenerator trial(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("Trials are numbered from 1, but one is " + number + ".");
    }
    return generator(number);
  }

  /// The generator of the draws by which a version of a policy is looked at; no proposal's.
  public RandomGenerator summary(int version) {
    if (version < 0) {
      throw new IllegalArgumentException(
          "Policy versions are counted from 0, but one is " + version + ".");
    }
    return generator(-1 - version);
  }

  private RandomGenerator generator(int number) {
    long mixed = mix(experiment + GAMMA);
    for (int i = 0; i < arm.length(); i++) {
      mixed = mix(mixed + GAMMA + arm.charAt(i));
    }
    return new SplittableRandom(mix(mixed + GAMMA * (number + 1L)));
  }

  /// SplitMix64's finalizer: neighbouring numbers become unrelated seeds.
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
