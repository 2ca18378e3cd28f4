package dev.archway.core.zoo;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.archway.core.architecture.GraphArchitecture;
import dev.archway.core.architecture.NetworkArchitecture;
import dev.archway.core.architecture.ScaledArchitecture;
import dev.archway.core.architecture.StagedArchitecture;
import dev.archway.core.architecture.StagedText;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.transformation.WidthMultiplier;

/// A network as somebody gives it, wherever one is asked for: the name of one of the zoo, a staged
/// architecture as text, or any architecture in its JSON form. On the wire it is that text or that
/// object, without a wrapping of its own.
public sealed interface GivenNetwork {

  /// What tells it from others, for people: the zoo's name, the text as it was given, or what the
  /// architecture is called.
  String name();

  /// The architecture at a width, in the form for images of that size.
  ///
  /// @throws IllegalArgumentException there is no such network, or not at this width
  NetworkArchitecture at(double width, FeatureShape image);

  @JsonCreator
  static GivenNetwork of(String text) {
    return new Written(text);
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static GivenNetwork of(NetworkArchitecture architecture) {
    return new Own(architecture);
  }

  /// A name of the zoo or a staged architecture's text. Which of both, and whether it is either, is
  /// found out when it is asked for, so that a text without sense is told among other faults.
  record Written(@JsonValue String text) implements GivenNetwork {
    @Override
    public String name() {
      return text;
    }

    @Override
    public NetworkArchitecture at(double width, FeatureShape image) {
      var known = Zoo.named(text, width, image);
      if (known.isPresent()) {
        return known.get();
      }
      if (!StagedText.looksLikeOne(text)) {
        throw new IllegalArgumentException(
            "'%s' is no network of the zoo (%s), and no text such as '%s'."
                .formatted(text, String.join(", ", Zoo.names()), StagedText.EXAMPLE));
      }
      return GivenNetwork.widened(StagedText.parse(text, text), width, image);
    }
  }

  /// A network of one's own.
  record Own(@JsonValue NetworkArchitecture architecture) implements GivenNetwork {
    @Override
    public String name() {
      return switch (architecture) {
        case StagedArchitecture staged -> staged.name();
        case NetworkArchitecture other -> other.text();
      };
    }

    @Override
    public NetworkArchitecture at(double width, FeatureShape image) {
      return GivenNetwork.widened(architecture, width, image);
    }
  }

  private static NetworkArchitecture widened(
      NetworkArchitecture architecture, double width, FeatureShape image) {
    if (width == 1) {
      return architecture;
    }
    if (architecture instanceof ScaledArchitecture scaled) {
      return new ScaledArchitecture(widened(scaled.network(), width, image), scaled.resolution());
    }
    // How many scores there are does not matter: they stay as many at any width.
    int classes =
        architecture instanceof GraphArchitecture graph
            ? graph.network().classes()
            : KnownNetwork.Form.CIFAR.classes();
    var network = architecture.expand(image, classes);
    return new GraphArchitecture(
        WidthMultiplier.apply(network, width).named(network.name() + "-x" + width));
  }
}
