package dev.archway.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatabaseWatchTest {
  private final List<String> notes = new ArrayList<>();
  private boolean hangs;
  private final DatabaseWatch watch = new DatabaseWatch(() -> hangs, notes::add);

  @Test
  void saysNothingOfADatabaseThatAnswers() {
    watch.look();

    assertThat(notes).isEmpty();
  }

  @Test
  void saysOnceThatTheDatabaseDoesNotAnswerAndOnceThatItDoesAgain() {
    hangs = true;
    watch.look();
    watch.look();
    assertThat(notes).singleElement().asString().contains("does not answer", "goes on when");

    hangs = false;
    watch.look();
    watch.look();

    assertThat(notes).hasSize(2).last().asString().contains("answers again");
  }
}
