package dev.archway.core.architecture;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// What a node of a cell does to one of its inputs: the 13 operations of NASNet (Zoph et al. 2018,
/// section 3.1), in the paper's order. All but the identity and the poolings are ReLU, convolution,
/// batch normalization; how they are laid out is [CellExpansion]'s.
public enum CellOperation {
  IDENTITY("identity"),
  CONVOLUTION_1X3_3X1("conv1x3-3x1"),
  CONVOLUTION_1X7_7X1("conv1x7-7x1"),
  /// 3x3 at a dilation of 2; the paper does not give the rate.
  DILATED_3X3("dilated3x3"),
  AVERAGE_POOLING_3X3("avg3x3"),
  MAXIMUM_POOLING_3X3("max3x3"),
  MAXIMUM_POOLING_5X5("max5x5"),
  MAXIMUM_POOLING_7X7("max7x7"),
  CONVOLUTION_1X1("conv1x1"),
  CONVOLUTION_3X3("conv3x3"),
  /// Depthwise-separable, applied twice, as are the two below (appendix A.4).
  SEPARABLE_3X3("sep3x3"),
  SEPARABLE_5X5("sep5x5"),
  SEPARABLE_7X7("sep7x7");

  /// The operations of ENAS (Pham et al. 2018, section 2.3).
  public static final List<CellOperation> ENAS =
      List.of(SEPARABLE_3X3, SEPARABLE_5X5, AVERAGE_POOLING_3X3, MAXIMUM_POOLING_3X3, IDENTITY);

  private final String text;

  CellOperation(String text) {
    this.text = text;
  }

  /// The name in texts, decisions and pictures: `sep5x5`.
  @JsonValue
  public String text() {
    return text;
  }

  /// Reads [#text()] back.
  @JsonCreator
  public static CellOperation parse(String text) {
    return Arrays.stream(values())
        .filter(o -> o.text.equals(text))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "A cell's operation is one of %s, but is '%s'."
                    .formatted(
                        Arrays.stream(values())
                            .map(CellOperation::text)
                            .collect(Collectors.joining(", ")),
                        text)));
  }
}
