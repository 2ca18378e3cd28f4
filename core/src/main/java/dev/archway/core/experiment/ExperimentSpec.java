package dev.archway.core.experiment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.archway.core.recipe.Recipe;
import dev.archway.core.space.GivenSpace;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// A user's run: space + objective + controller + recipe + budget.
///
/// @param evaluation the recipe, or that a program of one's own takes the trials
/// @param control what the controller is held against
/// @param parallelism how many trials may be under way at once; by default the registered slots + 1
/// @param seed decides every proposal, given the results
/// @param priority 0..9: the higher, the larger its share of what workers and devices do
/// @param notes what people want to remember of it
/// @param tags by which people find it again
/// @param webhook what is called when it ends or stalls
public record ExperimentSpec(
    String name,
    GivenSpace space,
    ObjectiveSpec objective,
    ControllerSpec controller,
    Optional<ControlArm> control,
    EvaluationSpec evaluation,
    List<BaselineSpec> baselines,
    Budget budget,
    Optional<Integer> parallelism,
    long seed,
    int priority,
    Optional<String> notes,
    List<String> tags,
    Optional<URI> webhook) {
  /// Of an experiment that does not say another.
  public static final int PRIORITY = 5;

  private static final int MOST_PARALLELISM = 10_000;
  private static final int MOST_BASELINES = 100;
  private static final int MOST_TAGS = 20;
  private static final int LONGEST_NOTES = 10_000;

  public ExperimentSpec {
    baselines = List.copyOf(baselines);
    tags = List.copyOf(tags);
    if (baselines.size() > MOST_BASELINES) {
      throw new IllegalArgumentException(
          "An experiment has up to %d baselines, but %d."
              .formatted(MOST_BASELINES, baselines.size()));
    }
    parallelism.ifPresent(trials -> {
      if (trials < 1 || trials > MOST_PARALLELISM) {
        throw new IllegalArgumentException(
            "An experiment's parallelism lies in 1..%d, but is %d."
                .formatted(MOST_PARALLELISM, trials));
      }
    });
    if (priority < 0 || priority > 9) {
      throw new IllegalArgumentException(
          "An experiment's priority lies in 0..9, but is " + priority + ".");
    }
    notes.ifPresent(text -> {
      if (text.length() > LONGEST_NOTES) {
        throw new IllegalArgumentException(
            "An experiment's notes have up to %d characters, but %d."
                .formatted(LONGEST_NOTES, text.length()));
      }
    });
    requireTags(tags);
    webhook.ifPresent(ExperimentSpec::requireHttp);
  }

  /// A run of so many trials that says nothing about itself.
  public ExperimentSpec(
      String name,
      GivenSpace space,
      ObjectiveSpec objective,
      ControllerSpec controller,
      Optional<ControlArm> control,
      EvaluationSpec evaluation,
      List<BaselineSpec> baselines,
      int trials,
      Optional<Integer> parallelism,
      long seed) {
    this(
        name,
        space,
        objective,
        controller,
        control,
        evaluation,
        baselines,
        Budget.ofTrials(trials),
        parallelism,
        seed,
        PRIORITY,
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  /// Reads what an older release wrote, too: it knew no budget but the number of trials.
  @JsonCreator
  static ExperimentSpec read(
      @JsonProperty("name") String name,
      @JsonProperty("space") GivenSpace space,
      @JsonProperty("objective") ObjectiveSpec objective,
      @JsonProperty("controller") ControllerSpec controller,
      @JsonProperty("control") Optional<ControlArm> control,
      @JsonProperty("evaluation") EvaluationSpec evaluation,
      @JsonProperty("baselines") List<BaselineSpec> baselines,
      @JsonProperty("trials") Optional<Integer> trials,
      @JsonProperty("budget") Optional<Budget> budget,
      @JsonProperty("parallelism") Optional<Integer> parallelism,
      @JsonProperty("seed") long seed,
      @JsonProperty("priority") Optional<Integer> priority,
      @JsonProperty("notes") Optional<String> notes,
      @JsonProperty("tags") Optional<List<String>> tags,
      @JsonProperty("webhook") Optional<URI> webhook) {
    return new ExperimentSpec(
        name,
        space,
        objective,
        controller,
        control,
        evaluation,
        baselines,
        budget
            .or(() -> trials.map(Budget::ofTrials))
            .orElseThrow(() -> new IllegalArgumentException("An experiment has a budget.")),
        parallelism,
        seed,
        priority.orElse(PRIORITY),
        notes,
        tags.orElse(List.of()),
        webhook);
  }

  private static void requireTags(List<String> tags) {
    if (tags.size() > MOST_TAGS || tags.stream().distinct().count() < tags.size()) {
      throw new IllegalArgumentException(
          "An experiment has up to %d different tags, but %s.".formatted(MOST_TAGS, tags));
    }
    for (var tag : tags) {
      if (!tag.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} _.:/-]{0,49}")) {
        throw new IllegalArgumentException(
            "A tag is a letter or digit and up to 49 letters, digits, spaces, '_', '.', ':', '/' or '-', but is '%s'."
                .formatted(tag));
      }
    }
  }

  private static void requireHttp(URI webhook) {
    var scheme = String.valueOf(webhook.getScheme());
    if (!(scheme.equals("http") || scheme.equals("https"))
        || webhook.getHost() == null
        || webhook.getUserInfo() != null
        || webhook.toString().length() > 2000) {
      throw new IllegalArgumentException(
          "A webhook is an http or https address of a host, without a user's name, but is '%s'."
              .formatted(webhook));
    }
  }

  /// The budget's number of trials. It is written beside the budget for programs of older releases,
  /// which know no other.
  @JsonProperty("trials")
  public int trials() {
    return budget.trials();
  }

  /// How trials are trained, if Archway trains them.
  public Optional<Recipe> recipe() {
    return switch (evaluation) {
      case EvaluationSpec.Training training -> Optional.of(training.recipe());
      case EvaluationSpec.Own _ -> Optional.empty();
    };
  }

  /// Who proposes the next trial.
  ///
  /// @param proposed how many were proposed so far, repeats not counted
  public Arm nextArm(int proposed) {
    return control.filter(arm -> arm.isNext(proposed)).isPresent() ? Arm.CONTROL : Arm.SEARCH;
  }

  /// The arms that there are.
  public List<Arm> arms() {
    return control.isPresent() ? List.of(Arm.values()) : List.of(Arm.SEARCH);
  }

  /// Who decides what an arm proposes.
  public ControllerSpec controllerOf(Arm arm) {
    return switch (arm) {
      case SEARCH -> controller;
      case CONTROL -> control.orElseThrow().controller();
    };
  }
}
