package dev.archway.cli.experiment;

import java.util.Optional;

/// A state and why it is so; some reasons begin with the state themselves.
final class StateText {
  private StateText() {}

  static String of(String state, Optional<String> reason) {
    return reason.map(why -> why.startsWith(state) ? why : state + ": " + why).orElse(state);
  }
}
