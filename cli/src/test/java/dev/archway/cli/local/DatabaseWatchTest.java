package dev.archway.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.cli.local.DatabaseWatch.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatabaseWatchTest {
  private final List<String> notes = new ArrayList<>();
  private Answer answer = Answer.LETS_IN;
  private final DatabaseWatch watch = new DatabaseWatch(() -> answer, notes::add);

  private void look(Answer next) {
    answer = next;
    watch.look();
  }

  @Test
  void saysNothingOfADatabaseThatAnswers() {
    look(Answer.LETS_IN);

    assertThat(notes).isEmpty();
  }

  @Test
  void saysOnceThatTheDatabaseDoesNotAnswerAndOnceThatItDoesAgain() {
    look(Answer.SILENT);
    look(Answer.SILENT);
    assertThat(notes).singleElement().asString().contains("does not answer", "goes on when");

    look(Answer.LETS_IN);
    look(Answer.LETS_IN);

    assertThat(notes).hasSize(2).last().asString().contains("answers again");
  }

  @Test
  void doesNotTakeADatabaseThatEndedForOneThatAnswers() {
    look(Answer.SILENT);
    look(Answer.AWAY);
    look(Answer.LETS_IN);

    assertThat(notes).hasSize(1);
  }
}
