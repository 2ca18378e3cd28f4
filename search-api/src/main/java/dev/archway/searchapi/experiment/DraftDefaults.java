package dev.archway.searchapi.experiment;

import dev.archway.core.experiment.Budget;
import dev.archway.core.experiment.ControllerSpec;
import dev.archway.core.experiment.EvaluationSpec;
import dev.archway.core.experiment.ExperimentSpec;
import dev.archway.core.experiment.MedianRule;
import dev.archway.core.experiment.ObjectiveSpec;
import dev.archway.core.experiment.RnnSpec;
import dev.archway.core.recipe.Recipe;
import dev.archway.core.space.GivenSpace;
import dev.archway.core.task.LatencySetting;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// What an experiment is where its author says nothing. What was written is laid over it, field by
/// field; where the kind of a part was chosen, the rest of that part comes from that kind.
@Component
class DraftDefaults {
  private static final int TRIALS = 100;
  private static final String DATASET = "cifar-10";

  private final JsonMapper json;
  private final Clock clock;

  DraftDefaults(JsonMapper json, Clock clock) {
    this.json = json;
    this.clock = clock;
  }

  /// The whole tree: what was written, in the long form, and the rest.
  ObjectNode filled(ObjectNode written) {
    var draft = written.deepCopy();
    spellOut(draft);
    return (ObjectNode) over(experiment(draft), draft, "");
  }

  private ObjectNode experiment(ObjectNode draft) {
    var space = draft.path("space");
    var spec =
        new ExperimentSpec(
            space.isString() ? space.asString() : space.path("name").asString("experiment"),
            GivenSpace.of("mnasnet-small"),
            new ObjectiveSpec.Accuracy(),
            RnnSpec.standard(),
            Optional.empty(),
            "opaque".equals(space.path("type").asString(""))
                ? new EvaluationSpec.Own(Optional.empty())
                : new EvaluationSpec.Training(Recipe.demo(DATASET)),
            List.of(),
            Budget.ofTrials(TRIALS),
            Optional.empty(),
            clock.millis(),
            ExperimentSpec.PRIORITY,
            Optional.empty(),
            List.of(),
            Optional.empty());
    ObjectNode tree = json.valueToTree(spec);
    // Written for older programs only.
    tree.remove("trials");
    return tree;
  }

  /// Short forms become long ones.
  private void spellOut(ObjectNode draft) {
    nameKind(draft, "objective");
    nameKind(draft, "evaluation");
    if (draft.get("evaluation") instanceof ObjectNode evaluation
        && evaluation.get("stopping") instanceof ObjectNode stopping) {
      evaluation.set("stopping", over(tree(MedianRule.USUAL), stopping, "evaluation.stopping"));
    }
    spellOutController(draft);
    if (draft.get("control") instanceof ObjectNode control) {
      if (!control.has("controller")) {
        control.put("controller", "random");
      }
      spellOutController(control);
    }
    if (draft.get("objective") instanceof ObjectNode objective) {
      spellOutTerm(objective);
      objective
          .path("terms")
          .forEach(term -> {
            if (term instanceof ObjectNode fields) {
              if (!fields.has("exponents")) {
                fields.put("exponents", "soft");
              }
              spellOutTerm(fields);
            }
          });
    }
    if (draft.get("baselines") instanceof ArrayNode baselines) {
      for (int i = 0; i < baselines.size(); i++) {
        baselines.set(i, baseline(baselines.get(i)));
      }
    }
    spellOutTrials(draft);
  }

  /// `"own"` for `{"type": "own"}`.
  private static void nameKind(ObjectNode draft, String field) {
    if (draft.get(field) instanceof StringNode kind) {
      draft.set(field, draft.objectNode().put("type", kind.asString()));
    }
  }

  /// A name for all settings of that name; a `preset` for all that are not written beside it.
  private void spellOutController(ObjectNode draft) {
    if (draft.get("controller") instanceof StringNode name
        && RnnSpec.presets().containsKey(name.asString())) {
      draft.set("controller", preset(name.asString()));
    }
    nameKind(draft, "controller");
    if (draft.get("controller") instanceof ObjectNode controller
        && controller.get("preset") instanceof StringNode name
        && RnnSpec.presets().containsKey(name.asString())) {
      controller.remove("preset");
      draft.set("controller", over(preset(name.asString()), controller, "controller"));
    }
  }

  private JsonNode preset(String name) {
    return tree(RnnSpec.presets().get(name));
  }

  /// A number for the target that it is, a text for the baseline that it names.
  private void spellOutTerm(ObjectNode term) {
    switch (term.get("target")) {
      case StringNode baseline ->
          term.set(
              "target",
              term.objectNode().put("type", "baseline").put("baseline", baseline.asString()));
      case JsonNode number when number.isNumber() -> {
        var target = term.objectNode().put("type", "value");
        target.set("value", number);
        term.set("target", target);
      }
      case null, default -> {}
    }
    if (term.get("cost") instanceof ObjectNode cost
        && cost.path("type").asString("").equals("latency")) {
      cost.set("setting", over(tree(LatencySetting.SINGLE), cost.get("setting"), "setting"));
    }
  }

  private static JsonNode baseline(JsonNode written) {
    return switch (written) {
      case StringNode network -> network.isString() ? of(network) : network;
      case ObjectNode fields when fields.has("network") && !fields.has("width") ->
          fields.put("width", 1.0);
      default -> written;
    };
  }

  private static ObjectNode of(StringNode network) {
    var baseline = JsonMapper.shared().createObjectNode().put("width", 1.0);
    baseline.set("network", network);
    return baseline;
  }

  /// The number of trials may stand beside the budget, as programs of older releases write it. If
  /// it stands in both places, both say the same, or it stays for the reader to refuse.
  private static void spellOutTrials(ObjectNode draft) {
    var trials = draft.get("trials");
    if (trials == null) {
      return;
    }
    if (!draft.has("budget")) {
      draft.set("budget", draft.objectNode());
    }
    if (draft.get("budget") instanceof ObjectNode budget) {
      if (!budget.has("trials")) {
        budget.set("trials", trials);
      }
      if (trials.equals(budget.get("trials"))) {
        draft.remove("trials");
      }
    }
  }

  /// One tree over another: what is written counts, an explicit null, too.
  private JsonNode over(JsonNode base, @Nullable JsonNode written, String field) {
    if (written == null) {
      return base;
    }
    if (!(written instanceof ObjectNode fields) || field.equals("space")) {
      return written;
    }
    var below = sameKind(base, fields) ? base : alternative(field, fields);
    if (!(below instanceof ObjectNode defaults)) {
      return written;
    }
    var merged = defaults.deepCopy();
    fields.forEachEntry((name, value) -> {
      var known = merged.get(name);
      merged.set(name, known == null ? value : over(known, value, name));
    });
    return merged;
  }

  private static boolean sameKind(JsonNode base, ObjectNode written) {
    return base.isObject()
        && (!written.has("type") || written.get("type").equals(base.get("type")));
  }

  /// The default of another kind than the usual one.
  private @Nullable JsonNode alternative(String field, ObjectNode written) {
    var kind = field + "/" + written.path("type").asString("");
    return switch (kind) {
      case "controller/rnn" -> tree(RnnSpec.standard());
      case "controller/evolution" -> tree(ControllerSpec.Evolution.small());
      case "controller/local" -> tree(ControllerSpec.LocalSearch.small());
      case "advantage/baseline" -> tree(RnnSpec.nasnet().advantage());
      case "advantage/rank" -> tree(RnnSpec.standard().advantage());
      case "gradient/ppo" -> tree(RnnSpec.nasnet().gradient());
      case "evaluation/training" -> tree(new EvaluationSpec.Training(Recipe.demo(DATASET)));
      case "objective/absolute" -> tree(Map.of("type", "absolute", "beta", -0.1));
      default -> null;
    };
  }

  private JsonNode tree(@Nullable Object value) {
    return json.valueToTree(value);
  }
}
