package dev.archway.searchapi.experiment;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Changes to a tree as a tree (RFC 7396): what is there replaces, null removes, the rest stays. A
/// part whose `type` changes is another part: nothing of the old one stays in it.
final class MergePatch {
  private MergePatch() {}

  static ObjectNode apply(ObjectNode tree, ObjectNode patch) {
    var changed = tree.deepCopy();
    patch.forEachEntry((name, value) -> {
      if (value.isNull()) {
        changed.remove(name);
      } else {
        var old = changed.get(name);
        changed.set(name, old == null ? value : merged(old, value));
      }
    });
    return changed;
  }

  private static JsonNode merged(JsonNode old, JsonNode value) {
    return old instanceof ObjectNode below
            && value instanceof ObjectNode patch
            && (!patch.has("type") || patch.get("type").equals(below.get("type")))
        ? apply(below, patch)
        : value;
  }
}
