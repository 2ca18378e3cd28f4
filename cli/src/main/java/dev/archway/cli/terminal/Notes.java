package dev.archway.cli.terminal;

/// Where the parts of the launcher say in a line what they are doing.
@FunctionalInterface
public interface Notes {
  void note(String line);
}
