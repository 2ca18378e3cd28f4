package dev.archway.core.architecture;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// What one layer of a stage does: MnasNet's ConvOp (Tan et al. 2019, section 4.1).
public sealed interface StageOperator {

  /// The name in texts and decisions: `conv`, `dconv`, `mbconv6`.
  @JsonValue
  String text();

  /// A regular convolution.
  record Regular() implements StageOperator {
    @Override
    public String text() {
      return "conv";
    }
  }

  /// A depthwise-separable convolution (Howard et al. 2017).
  record Separable() implements StageOperator {
    @Override
    public String text() {
      return "dconv";
    }
  }

  /// An inverted bottleneck (Sandler et al. 2018) whose inner width is `expansion` times its
  /// input's.
  record InvertedResidual(int expansion) implements StageOperator {
    public InvertedResidual {
      if (expansion < 1) {
        throw new IllegalArgumentException("An expansion is at least 1, but is " + expansion + ".");
      }
    }

    @Override
    public String text() {
      return "mbconv" + expansion;
    }
  }

  /// Reads [#text()] back.
  @JsonCreator
  static StageOperator parse(String text) {
    return switch (text) {
      case "conv" -> new Regular();
      case "dconv" -> new Separable();
      case String s when s.matches("mbconv[1-9][0-9]?") ->
          new InvertedResidual(Integer.parseInt(s.substring("mbconv".length())));
      default ->
          throw new IllegalArgumentException(
              "An operator is conv, dconv or mbconv with its expansion, but is '" + text + "'.");
    };
  }
}
