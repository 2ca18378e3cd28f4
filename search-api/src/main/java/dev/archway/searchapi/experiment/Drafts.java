package dev.archway.searchapi.experiment;

import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.Fault;
import dev.archway.core.experiment.Validation;
import dev.archway.searchapi.problem.Places;
import dev.archway.searchapi.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Makes experiments of what people write: of a part of one, in JSON or YAML. What is at fault is
/// noted with its path, the default stands in for it, and reading goes on, so that all faults are
/// told at once.
@Component
class Drafts {
  /// A draft is written by hand; whoever has more faults starts with these.
  private static final int MOST_FAULTS = 50;

  private static final Pattern MISSING = Pattern.compile("creator property '([^']+)'");
  private static final Pattern KNOWN_KINDS = Pattern.compile("known type ids = \\[([^\\]]*)\\]");
  private static final ObjectMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final JsonMapper strict;
  private final DraftDefaults defaults;
  private final ExperimentRules rules;
  private final Estimates estimates;

  Drafts(JsonMapper json, DraftDefaults defaults, ExperimentRules rules, Estimates estimates) {
    this.strict =
        json.rebuild()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();
    this.defaults = defaults;
    this.rules = rules;
    this.estimates = estimates;
  }

  /// What somebody sent, as a tree.
  ObjectNode tree(byte[] body, MediaType type) {
    boolean yaml = type.getSubtype().endsWith("yaml");
    try {
      if ((yaml ? YAML : strict).readTree(body) instanceof ObjectNode tree) {
        return tree;
      }
    } catch (JacksonException e) {
      throw ProblemType.INVALID_REQUEST.because(
          "The body is no valid %s%s.".formatted(yaml ? "YAML" : "JSON", Places.text(e)));
    }
    throw ProblemType.INVALID_REQUEST.because("The body must be names with values.");
  }

  /// The experiment that a draft stands for; refused with all that is at fault.
  ExperimentSpec experiment(ObjectNode draft) {
    var validation = validate(draft);
    if (!validation.faults().isEmpty()) {
      throw ProblemType.INVALID_REQUEST.listing(validation.faults());
    }
    return validation.spec().orElseThrow();
  }

  /// The settings that a draft stands for, whether or not they can run just now: a device may have
  /// gone since they were checked.
  ExperimentSpec read(ObjectNode draft) {
    var faults = new ArrayList<Fault>();
    var spec = bound(defaults.filled(draft), standIns(draft), faults);
    if (!faults.isEmpty()) {
      throw ProblemType.INVALID_REQUEST.listing(faults);
    }
    return spec.orElseThrow();
  }

  private ObjectNode standIns(ObjectNode draft) {
    return defaults.filled(draft.objectNode().put("space", "mnasnet-small"));
  }

  /// What would come of a draft.
  Validation validate(ObjectNode draft) {
    var faults = new ArrayList<Fault>();
    if (!draft.has("space")) {
      faults.add(new Fault("space", "space is missing"));
    }
    var tree = defaults.filled(draft);
    var trials = tree.remove("trials");
    if (trials != null) {
      faults.add(
          new Fault(
              "trials",
              "trials is %s, but budget.trials %s: say it in one place"
                  .formatted(trials, tree.path("budget").path("trials"))));
    }
    var spec = bound(tree, standIns(draft), faults);
    spec.ifPresent(experiment ->
        rules.faults(experiment).stream()
            .filter(fault -> faults.stream().noneMatch(known -> covers(known, fault)))
            .toList()
            .forEach(faults::add));
    var sound = spec.filter(_ -> faults.isEmpty());
    return new Validation(faults, sound, sound.flatMap(estimates::hours));
  }

  /// A stand-in is not to be blamed for what was written in its place.
  private static boolean covers(Fault known, Fault other) {
    return !known.path().isEmpty() && other.path().startsWith(known.path());
  }

  private Optional<ExperimentSpec> bound(ObjectNode tree, ObjectNode standIns, List<Fault> faults) {
    while (faults.size() < MOST_FAULTS) {
      try {
        return Optional.of(strict.treeToValue(tree, ExperimentSpec.class));
      } catch (JacksonException e) {
        var path = culprit(tree, standIns, e);
        faults.add(new Fault(path.toString(), sentence(path, e)));
        if (!path.repair(tree, standIns)) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /// Where it is wrong. A record that breaks a rule of its own does not say by which of its fields:
  /// by that whose stand-in makes the rule hold.
  private TreePath culprit(ObjectNode tree, ObjectNode standIns, JacksonException e) {
    var path = TreePath.of(e);
    if (e instanceof UnrecognizedPropertyException unknown) {
      return path.endsWith(unknown.getPropertyName())
          ? path
          : path.field(unknown.getPropertyName());
    }
    var missing = missing(e);
    if (missing != null) {
      return path.endsWith(missing) ? path : path.field(missing);
    }
    if (rule(e) != null
        && path.in(standIns) instanceof ObjectNode sound
        && path.in(tree) instanceof ObjectNode faulty
        && Objects.equals(sound.get("type"), faulty.get("type"))) {
      for (var field : sound.propertyNames()) {
        var tried = tree.deepCopy();
        if (path.field(field).replace(tried, standIns) && !breaks(tried, e)) {
          return path.field(field);
        }
      }
    }
    return path;
  }

  private boolean breaks(ObjectNode tree, JacksonException known) {
    try {
      strict.treeToValue(tree, ExperimentSpec.class);
      return false;
    } catch (JacksonException e) {
      return TreePath.of(e).equals(TreePath.of(known))
          && String.valueOf(rule(e)).equals(String.valueOf(rule(known)));
    }
  }

  /// What a record says of a rule of its own.
  private static @Nullable String rule(JacksonException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
        return cause.getMessage();
      }
    }
    return null;
  }

  private static @Nullable String missing(JacksonException e) {
    var found = MISSING.matcher(e.getOriginalMessage());
    return found.find() ? found.group(1) : null;
  }

  private static String sentence(TreePath path, JacksonException e) {
    var broken = rule(e);
    if (broken != null) {
      return ExperimentRules.clause(broken);
    }
    if (missing(e) != null) {
      return path + " is missing";
    }
    return switch (e) {
      case UnrecognizedPropertyException unknown ->
          "%s is unknown; known are %s"
              .formatted(
                  path,
                  unknown.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList());
      case InvalidTypeIdException kind -> {
        var known = KNOWN_KINDS.matcher(kind.getOriginalMessage());
        yield "%s.type must be one of %s, but is %s"
            .formatted(
                path,
                known.find() ? known.group(1) : "its kinds",
                kind.getTypeId() == null ? "missing" : "'" + kind.getTypeId() + "'");
      }
      case InvalidFormatException format ->
          "%s is of another type, but is '%s'".formatted(path, format.getValue());
      default -> path + " is of another type";
    };
  }

  /// A place in a tree.
  private record TreePath(List<Object> steps) {
    static TreePath of(JacksonException e) {
      return new TreePath(
          e.getPath().stream()
              .map(step ->
                  step.getPropertyName() == null
                      ? (Object) step.getIndex()
                      : step.getPropertyName())
              .toList());
    }

    TreePath field(String name) {
      var longer = new ArrayList<>(steps);
      longer.add(name);
      return new TreePath(longer);
    }

    boolean endsWith(String name) {
      return !steps.isEmpty() && steps.getLast().equals(name);
    }

    private TreePath parent() {
      return new TreePath(steps.subList(0, steps.size() - 1));
    }

    @Nullable JsonNode in(JsonNode tree) {
      JsonNode found = tree;
      for (var step : steps) {
        found =
            found == null
                ? null
                : step instanceof Integer i ? found.get(i) : found.get((String) step);
      }
      return found;
    }

    /// Puts the stand-in in the place of what is there; false if there is none, or the same.
    boolean replace(ObjectNode tree, ObjectNode standIns) {
      var standIn = in(standIns);
      if (steps.isEmpty() || standIn == null || standIn.equals(in(tree))) {
        return false;
      }
      return parent().in(tree) instanceof ObjectNode fields
          && steps.getLast() instanceof String name
          && fields.replace(name, standIn.deepCopy()) != null;
    }

    /// Makes the tree whole at this place, or around it.
    boolean repair(ObjectNode tree, ObjectNode standIns) {
      for (var path = this; !path.steps.isEmpty(); path = path.parent()) {
        if (path.replace(tree, standIns) || path.remove(tree, standIns)) {
          return true;
        }
      }
      return false;
    }

    /// What no default knows is left out: an unknown field, or an element of a list.
    private boolean remove(ObjectNode tree, ObjectNode standIns) {
      if (in(tree) == null) {
        return false;
      }
      return switch (parent().in(tree)) {
        case ArrayNode list when steps.getLast() instanceof Integer index ->
            list.remove(index.intValue()) != null;
        case ObjectNode fields
            when steps.getLast() instanceof String name
                && parent().in(standIns) instanceof ObjectNode known
                && !known.has(name) ->
            fields.remove(name) != null;
        case null, default -> false;
      };
    }

    @Override
    public String toString() {
      var text = new StringBuilder();
      for (var step : steps) {
        text.append(step instanceof Integer i ? "[" + i + "]" : (text.isEmpty() ? "" : ".") + step);
      }
      return text.toString();
    }
  }
}
