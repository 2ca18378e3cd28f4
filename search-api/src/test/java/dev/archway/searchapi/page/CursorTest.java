package dev.archway.searchapi.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.archway.searchapi.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CursorTest {
  @Test
  void readsBackWhatItWrites() {
    var cursor = Cursor.of("a name, with & and ü", 7);

    assertThat(cursor.text()).matches("[A-Za-z0-9_-]+");
    assertThat(Cursor.read(cursor.text(), 2, Cursor::new)).hasValue(cursor);
    assertThat(Cursor.read(null, 2, Cursor::new)).isEmpty();
  }

  @Test
  void refusesWhatNoListOfThisOrderGaveOut() {
    for (var foreign : List.of("", "***", Cursor.of(1, 2, 3).text(), Cursor.of("x", "y").text())) {
      assertThatThrownBy(() -> Cursor.read(foreign, 2, keys -> Integer.parseInt(keys.getFirst())))
          .as(foreign)
          .isInstanceOf(ProblemException.class)
          .hasMessage(
              "Parameter after is what a page of the same list gave as its next, but is '%s'."
                  .formatted(foreign));
    }
  }

  @Test
  void aPageIsTheLastIfThereAreNoMore() {
    var limit = new Limit(2);

    assertThat(limit.page(List.of(1, 2), Cursor::of).next()).isEmpty();
    var page = limit.page(List.of(1, 2, 3), Cursor::of);
    assertThat(page.items()).containsExactly(1, 2);
    assertThat(page.next()).hasValue(Cursor.of(2).text());
    assertThatThrownBy(() -> new Limit(0)).hasMessage("Parameter limit lies in 1..1000, but is 0.");
  }
}
