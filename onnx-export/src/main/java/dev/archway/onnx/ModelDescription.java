package dev.archway.onnx;

import dev.archway.core.network.Network;
import dev.archway.core.network.NetworkHash;
import dev.archway.core.recipe.Dataset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What an ONNX model says about itself in its metadata, so that whoever gets the file alone can
/// feed it images and read its scores:
///
/// | key | value |
/// |---|---|
/// | `archway.input.layout` | `NCHW`: input `image` is `(batch, channels, height, width)` |
/// | `archway.input.shape` | channels, height and width, as `3,32,32` |
/// | `archway.input.range` | how pixels become numbers, in words |
/// | `archway.input.mean` | each channel's mean, of pixels scaled to 0..1, comma-separated |
/// | `archway.input.deviation` | each channel's standard deviation, likewise |
/// | `archway.output` | `scores` are logits `(batch, classes)`: the largest is the answer |
/// | `archway.classes` | the classes' names in the order of the scores, comma-separated |
/// | `archway.dataset` | what the network was trained on |
/// | `archway.network` | [NetworkHash] of the network as it was searched, before any folding |
/// | `archway.weights` | `trained`, or `initial` for a model that is good for timing only |
///
/// A model that was not trained lacks the entries that come from a data set.
///
/// @param dataset what the weights were trained on; empty for initial weights
public record ModelDescription(NetworkHash network, Optional<Dataset> dataset) {
  static final String RANGE = "(pixel / 255 - mean) / deviation, channel by channel, in RGB order";

  /// Of a network whose weights come from training on `dataset`.
  public static ModelDescription trained(Network network, Dataset dataset) {
    if (!network.input().equals(dataset.image()) || network.classes() != dataset.classes().size()) {
      throw new IllegalArgumentException(
          "Data set %s has images of %s in %d classes, but network %s takes %s and tells %d apart."
              .formatted(
                  dataset.name(),
                  dataset.image(),
                  dataset.classes().size(),
                  network.name(),
                  network.input(),
                  network.classes()));
    }
    return new ModelDescription(NetworkHash.of(network), Optional.of(dataset));
  }

  /// Of a network with initial weights.
  public static ModelDescription untrained(Network network) {
    return new ModelDescription(NetworkHash.of(network), Optional.empty());
  }

  /// The metadata entries about the model of `exported`, in a fixed order.
  Map<String, String> properties(Network exported) {
    var input = exported.input();
    var properties = new LinkedHashMap<String, String>();
    properties.put("archway.input.layout", "NCHW");
    properties.put(
        "archway.input.shape", joined(List.of(input.channels(), input.height(), input.width())));
    dataset.ifPresent(d -> {
      properties.put("archway.input.range", RANGE);
      properties.put("archway.input.mean", joined(d.mean()));
      properties.put("archway.input.deviation", joined(d.deviation()));
    });
    properties.put("archway.output", "logits");
    dataset.ifPresent(d -> {
      properties.put("archway.classes", joined(d.classes()));
      properties.put("archway.dataset", d.name());
    });
    properties.put("archway.network", network.hex());
    properties.put("archway.weights", dataset.isPresent() ? "trained" : "initial");
    return properties;
  }

  private static String joined(List<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(","));
  }
}
