package dev.archway.searchapi.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ProblemPageTest {
  private static final String URN = "urn:archway:problem:";
  private static final Path PAGE = Path.of("..", "docs", "problems.md");

  /// What the page says under a heading.
  private record Section(String heading, String text) {}

  @Test
  void everyProblemHasAHeadingInTheOrderOfTheEnumAndNoOtherHas() throws IOException {
    assertThat(sections())
        .extracting(Section::heading)
        .containsExactlyElementsOf(
            Arrays.stream(ProblemType.values()).map(ProblemPageTest::name).toList());
  }

  @Test
  void everyHeadingSaysTheStatusTheTitleAndWhatToDo() throws IOException {
    for (var section : sections()) {
      var problem = problem(section.heading()).detail("");
      assertThat(section.text())
          .as(section.heading())
          .startsWith("%d, \"%s\".".formatted(problem.getStatus(), problem.getTitle()))
          .contains("Cause: ")
          .contains("What to do: ");
    }
  }

  private static ProblemType problem(String name) {
    return Arrays.stream(ProblemType.values())
        .filter(type -> name(type).equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no problem '" + name + "'."));
  }

  private static String name(ProblemType type) {
    var urn = Objects.requireNonNull(type.detail("").getType()).toString();
    assertThat(urn).startsWith(URN);
    return urn.substring(URN.length());
  }

  private static List<Section> sections() throws IOException {
    return Arrays.stream(Files.readString(PAGE).split("(?m)^## "))
        .skip(1)
        .map(section -> section.split("\n\n", 2))
        .map(parts -> new Section(parts[0].strip(), parts[1].replaceAll("\\s+", " ").strip()))
        .toList();
  }
}
