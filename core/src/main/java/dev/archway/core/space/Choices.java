package dev.archway.core.space;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/// The option (an index) taken for each decision of a space, in the space's order.
public record Choices(@JsonValue List<Integer> options) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Choices {
    options = List.copyOf(options);
    for (int option : options) {
      if (option < 0) {
        throw new IllegalArgumentException("A choice is an index from 0, but is " + option + ".");
      }
    }
  }

  public static Choices of(int... options) {
    return new Choices(java.util.Arrays.stream(options).boxed().toList());
  }

  public int get(int decision) {
    return options.get(decision);
  }

  public int size() {
    return options.size();
  }
}
