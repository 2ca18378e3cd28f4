package dev.archway.core.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLinesTest {

  @ParameterizedTest
  @ValueSource(strings = {"epoch 1\nepoch 2", "a\u0000b", "\u001b[31mred", "half \ud83d", "\ude00"})
  void refusesWhatNoTerminalShouldBeSent(String line) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LogLines(List.of("good", line)))
        .withMessageContaining("Line 2");
  }

  @Test
  void refusesTooManyTooLongAndNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> new LogLines(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LogLines(Collections.nCopies(LogLines.AT_ONCE + 1, "a")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LogLines(List.of("a".repeat(LogLines.LONGEST + 1))))
        .withMessageContaining("2,001 characters");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LogLines(Collections.singletonList(null)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\tb", "a smile \ud83d\ude00", "a\rb\u0000\ud83d", ""})
  void whateverAProgramPrintsCanBeMadeFit(String printed) {
    var line = LogLines.fitting(printed);

    assertThat(new LogLines(List.of(line)).lines()).containsExactly(line);
    assertThat(line).hasSameSizeAs(printed);
  }

  @Test
  void aLongLineIsCut() {
    assertThat(LogLines.fitting("a".repeat(5_000))).hasSize(LogLines.LONGEST).endsWith("a ...");
    var halved = "a".repeat(LogLines.LONGEST - 5) + "\ud83d\ude00".repeat(10);
    assertThat(new LogLines(List.of(LogLines.fitting(halved))).lines().getFirst())
        .endsWith("a  ...");
  }
}
