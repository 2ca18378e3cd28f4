package dev.archway.core.access;

import java.util.Locale;

/// What a caller is allowed. People have one of the first three, each of which has what stands
/// before it; programs that do the work have one of the last two, which read nothing that their
/// work does not need.
public enum Scope {
  /// Reads everything but tokens and the record of changes.
  VIEWER,
  /// Also creates and changes experiments.
  EDITOR,
  /// Everything.
  ADMIN,
  /// Takes trainings and tests, and stores what comes of them.
  WORKER,
  /// Takes the measurements of the one device that its token names.
  DEVICE;

  /// Whether who has this scope may do what `needed` allows.
  public boolean includes(Scope needed) {
    return switch (this) {
      case ADMIN -> true;
      case EDITOR -> needed == EDITOR || needed == VIEWER;
      case VIEWER, WORKER, DEVICE -> needed == this;
    };
  }

  /// The scope as it stands in a token.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
