package dev.archway.searchapi.fuzz;

import dev.archway.searchapi.load.LoadConnection;
import dev.archway.searchapi.problem.ProblemType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is wrong with an answer, whatever was asked.
final class Judge {
  private static final Pattern INSIDES =
      Pattern.compile(
          "dev\\.archway|\\bjava\\.(lang|util|io|sql|net|time)\\b|jakarta\\.|org\\.(springframework|postgresql"
              + "|hibernate|apache)|tools\\.jackson|com\\.fasterxml|(\\b|\\\\t)at [a-z.]+[A-Z]\\w*\\.\\w+\\("
              + "|Exception\\b|PSQL|ERROR:|SQLState|SQL \\[|duplicate key|violates");

  private static final Pattern SECRET =
      Pattern.compile("archway_[a-z]+_[0-9a-f]{16}_[0-9a-f]{64}|" + Stock.ADMIN_TOKEN);

  private static final Set<String> TYPES =
      Arrays.stream(ProblemType.values())
          .map(type -> String.valueOf(type.detail("").getType()))
          .collect(Collectors.toSet());

  private Judge() {}

  /// @param given whether the answer is one that shows a secret this once
  static List<String> complaints(String method, LoadConnection.Answer answer, boolean given) {
    var complaints = new ArrayList<String>();
    if (answer.status() >= 500) {
      complaints.add("status " + answer.status());
    }
    if (!given && SECRET.matcher(answer.body()).find()) {
      complaints.add("a secret in the answer");
    }
    if (refused(answer)) {
      var inside = INSIDES.matcher(answer.body());
      if (inside.find()) {
        complaints.add("the answer tells of the service's insides: " + inside.group());
      }
      if (!method.equals("HEAD")) {
        problem(answer, complaints);
      }
    }
    return complaints;
  }

  static boolean refused(LoadConnection.Answer answer) {
    return answer.status() >= 400;
  }

  private static void problem(LoadConnection.Answer answer, List<String> complaints) {
    if (!answer.type().equals("application/problem+json")) {
      complaints.add("content type '" + answer.type() + "'");
      return;
    }
    try {
      JsonNode problem = JsonMapper.shared().readTree(answer.body());
      if (!TYPES.contains(problem.path("type").asString(""))) {
        complaints.add("an unknown type of problem");
      }
      if (problem.path("status").asInt(0) != answer.status()) {
        complaints.add("the body names another status");
      }
      if (problem.path("detail").asString("").isBlank()) {
        complaints.add("no detail");
      }
    } catch (JacksonException e) {
      complaints.add("a body that is no JSON");
    }
  }
}
