package dev.archway.core.architecture;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.network.NetworkBuilder;
import java.util.List;

/// A stem, stages of equal layers, a head: the shape of MobileNetV2 (Sandler et al. 2018) and of
/// MnasNet (Tan et al. 2019, figure 4). Every convolution is followed by batch normalization and,
/// but for the last of a bottleneck and of a separable convolution in MnasNet's sense, by one
/// activation.
///
/// @param activation ReLU6 in MobileNetV2, ReLU in MnasNet
@JsonTypeName("staged")
public record StagedArchitecture(
    String name, Stem stem, List<Stage> stages, Head head, Layer.Activation.Function activation)
    implements NetworkArchitecture {

  /// The 3x3 convolution that reads the image.
  public record Stem(int filters, int stride) {
    public Stem {
      if (filters < 1 || stride < 1) {
        throw new IllegalArgumentException(
            "A stem has filters and a stride of at least 1, but has %d and %d."
                .formatted(filters, stride));
      }
    }
  }

  /// The 1x1 convolution before global average pooling, and the dropout after it.
  public record Head(int filters, double dropout) {
    public Head {
      if (filters < 1 || !(dropout >= 0 && dropout < 1)) {
        throw new IllegalArgumentException(
            "A head has filters of at least 1 and a dropout of at least 0 and less than 1, but has "
                + (filters + " and " + dropout + "."));
      }
    }
  }

  public StagedArchitecture {
    stages = List.copyOf(stages);
    if (stages.isEmpty()) {
      throw new IllegalArgumentException("Staged architecture " + name + " has no stages.");
    }
  }

  /// The architecture as [StagedText] has it, from which it can be read back.
  @Override
  public String text() {
    return StagedText.of(this);
  }

  @Override
  public Network expand(FeatureShape input, int classes) {
    var builder = new NetworkBuilder(name, input, classes);
    var last =
        builder.convolutionBnActivation(
            "stem",
            Layer.Convolution.square(stem.filters(), 3, stem.stride()),
            activation,
            Network.INPUT);
    for (int s = 0; s < stages.size(); s++) {
      var stage = stages.get(s);
      for (int l = 0; l < stage.layers(); l++) {
        var node = "stage" + (s + 1) + ".layer" + (l + 1);
        last = layer(builder, node, stage, l == 0 ? stage.stride() : 1, last);
      }
    }
    last =
        builder.convolutionBnActivation(
            "head", Layer.Convolution.pointwise(head.filters()), activation, last);
    last = builder.add("pool", new Layer.GlobalAveragePooling(), last);
    if (head.dropout() > 0) {
      last = builder.add("dropout", new Layer.Dropout(head.dropout()), last);
    }
    return builder.build(builder.add("classifier", new Layer.Linear(classes), last));
  }

  private String layer(NetworkBuilder builder, String node, Stage stage, int stride, String from) {
    var main =
        switch (stage.operator()) {
          case StageOperator.Regular _ -> {
            var convolved =
                builder.convolutionBnActivation(
                    node,
                    Layer.Convolution.square(stage.filters(), stage.kernel(), stride),
                    activation,
                    from);
            yield squeezeExcite(builder, node, stage, from, convolved);
          }
          case StageOperator.Separable _ -> {
            var convolved =
                depthwise(builder, node, stage, stride, builder.shape(from).channels(), from);
            yield project(
                builder, node, stage, squeezeExcite(builder, node, stage, from, convolved));
          }
          case StageOperator.InvertedResidual inverted -> {
            int inner = builder.shape(from).channels() * inverted.expansion();
            var expanded =
                inverted.expansion() == 1
                    ? from
                    : builder.convolutionBnActivation(
                        node + ".expand", Layer.Convolution.pointwise(inner), activation, from);
            var convolved = depthwise(builder, node, stage, stride, inner, expanded);
            yield project(
                builder, node, stage, squeezeExcite(builder, node, stage, from, convolved));
          }
        };
    return skip(builder, node, stage, stride, from, main);
  }

  private String depthwise(
      NetworkBuilder builder, String node, Stage stage, int stride, int channels, String from) {
    return builder.convolutionBnActivation(
        node + ".depthwise",
        Layer.Convolution.depthwise(channels, stage.kernel(), stride),
        activation,
        from);
  }

  private static String project(NetworkBuilder builder, String node, Stage stage, String from) {
    return builder.convolutionBn(
        node + ".project", Layer.Convolution.pointwise(stage.filters()), from);
  }

  private static String squeezeExcite(
      NetworkBuilder builder, String node, Stage stage, String stageInput, String from) {
    if (stage.squeezeExcite() == 0) {
      return from;
    }
    int reduced = Math.max(1, (int) (builder.shape(stageInput).channels() * stage.squeezeExcite()));
    return builder.add(
        node + ".se", new Layer.SqueezeExcite(reduced, Layer.SqueezeExcite.Gate.SIGMOID), from);
  }

  private static String skip(
      NetworkBuilder builder, String node, Stage stage, int stride, String from, String main) {
    return switch (stage.skip()) {
      case NONE -> main;
      case IDENTITY ->
          builder.shape(from).equals(builder.shape(main))
              ? builder.add(node + ".add", new Layer.Add(), from, main)
              : main;
      case POOL -> {
        var pooled =
            builder.add(
                node + ".skip.pool",
                new Layer.Pooling(Layer.Pooling.Kind.AVERAGE, 3, stride),
                from);
        var fitted =
            builder.shape(pooled).channels() == stage.filters()
                ? pooled
                : builder.convolutionBn(
                    node + ".skip", Layer.Convolution.pointwise(stage.filters()), pooled);
        yield builder.add(node + ".add", new Layer.Add(), fitted, main);
      }
    };
  }
}
