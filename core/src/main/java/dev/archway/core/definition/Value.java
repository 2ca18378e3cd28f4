package dev.archway.core.definition;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A kind of value in a definition.
///
/// @param rule what it must be, to stand behind "must be"
/// @param parse the value, if what was written follows the rule
/// @param standIn a valid value that is read in the place of a faulty one, so that reading goes on
///   and finds the other faults
public record Value<T>(String rule, Function<Object, Optional<T>> parse, T standIn) {

  public static Value<Integer> integer(int least, int most) {
    return new Value<>(
        "a whole number in " + least + ".." + most,
        v -> whole(v).filter(n -> n >= least && n <= most),
        least);
  }

  public static Value<Integer> odd(int most) {
    return new Value<>(
        "an odd number in 1.." + most,
        v -> whole(v).filter(n -> n >= 1 && n <= most && n % 2 == 1),
        1);
  }

  /// A number in a range.
  ///
  /// @param open whether `most` itself is out of it
  public static Value<Double> decimal(double least, double most, boolean open) {
    return new Value<>(
        "a number of at least " + least + (open ? " and less than " : " and at most ") + most,
        v ->
            v instanceof Number n
                    && n.doubleValue() >= least
                    && (open ? n.doubleValue() < most : n.doubleValue() <= most)
                ? Optional.of(n.doubleValue())
                : Optional.empty(),
        least);
  }

  /// A short text on one line.
  public static Value<String> text() {
    return new Value<>(
        "a text of 1 to 100 characters on one line",
        v ->
            v instanceof String s && s.matches("\\S.{0,98}\\S|\\S")
                ? Optional.of(s)
                : Optional.empty(),
        "text");
  }

  public static Value<Boolean> flag() {
    return new Value<>(
        "true or false", v -> v instanceof Boolean b ? Optional.of(b) : Optional.empty(), false);
  }

  /// One of some values, by its text.
  public static <T> Value<T> oneOf(List<T> values, Function<T, String> text) {
    return new Value<>(
        "one of " + String.join(", ", values.stream().map(text).toList()),
        v -> values.stream().filter(known -> text.apply(known).equals(v)).findFirst(),
        values.getFirst());
  }

  private static Optional<Integer> whole(Object value) {
    return value instanceof Integer number ? Optional.of(number) : Optional.empty();
  }
}
