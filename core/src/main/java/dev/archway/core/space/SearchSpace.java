package dev.archway.core.space;

import dev.archway.core.architecture.Architecture;

/// The set of architectures that may be proposed. Law: `encode(decode(c))` equals `c` for every
/// normalized `c`, so that a trial's choices and its architecture are the same knowledge.
public interface SearchSpace {
  /// The name under which experiments ask for it.
  String name();

  Decisions decisions();

  /// The architecture that valid choices stand for.
  Architecture decode(Choices choices);

  /// The choices that lead to an architecture of this space; refuses any other.
  Choices encode(Architecture architecture);
}
