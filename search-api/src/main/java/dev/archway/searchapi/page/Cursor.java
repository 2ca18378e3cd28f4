package dev.archway.searchapi.page;

import dev.archway.searchapi.problem.ProblemException;
import dev.archway.searchapi.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The place of an item in a list: the values that the list is sorted by. To whoever reads the list
/// it is a text without a meaning, which only the next call understands.
///
/// @param keys the values, the last of which tells items apart that are alike in the others
public record Cursor(List<String> keys) {
  private static final String BETWEEN = "\u001f";

  public Cursor {
    keys = List.copyOf(keys);
  }

  public static Cursor of(Object... keys) {
    return new Cursor(List.of(keys).stream().map(Object::toString).toList());
  }

  /// The form in which it goes over the wire.
  public String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(String.join(BETWEEN, keys).getBytes(StandardCharsets.UTF_8));
  }

  /// What a caller gave back, as values; refuses a text that no list of this order gave out.
  ///
  /// @param reading makes the values of the keys; whatever it throws is the caller's fault
  public static <T> Optional<T> read(
      @Nullable String text, int keys, Function<List<String>, T> reading) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      var bytes = Base64.getUrlDecoder().decode(text);
      var parts = List.of(new String(bytes, StandardCharsets.UTF_8).split(BETWEEN, -1));
      if (parts.size() != keys) {
        throw foreign(text);
      }
      return Optional.of(reading.apply(parts));
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      throw foreign(text);
    }
  }

  private static ProblemException foreign(String text) {
    return ProblemType.INVALID_REQUEST.because(
        "Parameter after is what a page of the same list gave as its next, but is '%s'."
            .formatted(text));
  }
}
