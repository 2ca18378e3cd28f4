package dev.archway.searchapi.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.searchapi.load.LoadConnection;
import dev.archway.searchapi.problem.ProblemType;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JudgeTest {
  private static final String PROBLEM = "application/problem+json";

  @Test
  void findsNothingWrongWithAProblem() {
    assertThat(complaints(400, PROBLEM, problem("A name has 1..200 characters, but 0."))).isEmpty();
  }

  @Test
  void findsFaultsOfTheService() {
    assertThat(
            complaints(
                500,
                PROBLEM,
                JsonMapper.shared()
                    .writeValueAsString(ProblemType.INTERNAL_ERROR.detail("Incident 7."))))
        .containsExactly("status 500");
  }

  @Test
  void findsWhatIsNoProblem() {
    assertThat(complaints(404, "text/html", "<html>")).hasSize(1);
    assertThat(complaints(404, PROBLEM, "{")).hasSize(1);
    assertThat(complaints(400, PROBLEM, "{\"type\":\"about:blank\",\"status\":404}")).hasSize(3);
  }

  @Test
  void findsTheInsidesOfTheService() {
    for (var inside :
        List.of(
            "dev.archway.searchapi.task.Leases",
            "java.lang.NullPointerException",
            "ERROR: duplicate key value violates",
            "\tat a.b.Cde.method(Cde.java:7)")) {
      assertThat(complaints(400, PROBLEM, problem(inside))).as(inside).hasSize(1);
    }
  }

  @Test
  void findsSecretsButWhereTheyAreGiven() {
    var secret = "archway_editor_0123456789abcdef_" + "0".repeat(64);
    var answer = new LoadConnection.Answer(201, "application/json", secret, false);

    assertThat(Judge.complaints("POST", answer, false)).hasSize(1);
    assertThat(Judge.complaints("POST", answer, true)).isEmpty();
  }

  private static List<String> complaints(int status, String type, String body) {
    return Judge.complaints("GET", new LoadConnection.Answer(status, type, body, false), false);
  }

  private static String problem(String detail) {
    return JsonMapper.shared().writeValueAsString(ProblemType.INVALID_REQUEST.detail(detail));
  }
}
