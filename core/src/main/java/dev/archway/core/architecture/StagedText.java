package dev.archway.core.architecture;

import dev.archway.core.network.Layer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A staged architecture in one line, in the form of MnasNet's published code:
///
/// ```
/// stem_s22_o32 r1_k3_s11_e1_i32_o16_noskip r3_k5_s22_e3_i16_o24_se0.25 head_o1280_d0.2 relu
/// ```
///
/// A stage has its layers `r`, kernel `k`, stride `s` (down and across, which are equal), expansion
/// `e`, input and output filters `i` and `o`, and squeeze-excite ratio `se`; the identity is added
/// but for `noskip`. Beyond the published form: `conv` and `dconv` in the place of the expansion,
/// `poolskip` for MnasNet's pooled skip, and the stem, the head with its dropout and the
/// activation, which the published text leaves to its code and which may be left out as there: a
/// stem of stride 2 with the filters that the first stage reads, a head of 1280 filters with a
/// dropout of 0.2, ReLU.
public final class StagedText {
  /// What such a text looks like, for messages.
  public static final String EXAMPLE = "r1_k3_s11_e1_i32_o16 r2_k3_s22_e6_i16_o24";

  private static final Pattern STEM = Pattern.compile("stem_s(\\d+)_o(\\d+)");
  private static final Pattern HEAD = Pattern.compile("head_o(\\d+)(?:_d([0-9.]+))?");
  private static final Pattern STAGE =
      Pattern.compile(
          "r(\\d+)_k(\\d+)_s(\\d+)_(e\\d+|conv|dconv)_i(\\d+)_o(\\d+)(?:_se([0-9.]+))?"
              + "(?:_(noskip|poolskip))?");
  private static final Pattern RATIO = Pattern.compile("\\d*\\.?\\d+|\\d+\\.");

  /// The bounds of the YAML form.
  private static final int MOST_FILTERS = 8192;

  private static final int MOST_LAYERS = 100;
  private static final int MOST_KERNEL = 31;
  private static final int MOST_STRIDE = 4;
  private static final int MOST_EXPANSION = 99;

  /// Of a head that does not say it.
  private static final double DROPOUT = 0.2;

  private static final List<Layer.Activation.Function> ACTIVATIONS =
      List.of(Layer.Activation.Function.values());

  private StagedText() {}

  static String of(StagedArchitecture architecture) {
    var words = new ArrayList<String>();
    var stem = architecture.stem();
    words.add("stem_s" + strides(stem.stride()) + "_o" + stem.filters());
    int filters = stem.filters();
    for (var stage : architecture.stages()) {
      words.add(of(stage, filters));
      filters = stage.filters();
    }
    var head = architecture.head();
    words.add("head_o" + head.filters() + "_d" + ratio(head.dropout()));
    words.add(name(architecture.activation()));
    return String.join(" ", words);
  }

  private static String of(Stage stage, int inputs) {
    var operator =
        switch (stage.operator()) {
          case StageOperator.InvertedResidual inverted -> "e" + inverted.expansion();
          case StageOperator.Regular regular -> regular.text();
          case StageOperator.Separable separable -> separable.text();
        };
    var skip =
        switch (stage.skip()) {
          case NONE -> "_noskip";
          case IDENTITY -> "";
          case POOL -> "_poolskip";
        };
    return ("r" + stage.layers())
        + ("_k" + stage.kernel())
        + ("_s" + strides(stage.stride()))
        + ("_" + operator)
        + ("_i" + inputs)
        + ("_o" + stage.filters())
        + (stage.squeezeExcite() > 0 ? "_se" + ratio(stage.squeezeExcite()) : "")
        + skip;
  }

  private static String strides(int stride) {
    return stride + "" + stride;
  }

  /// Without an exponent, which a word has no place for.
  private static String ratio(double ratio) {
    return BigDecimal.valueOf(ratio).toPlainString();
  }

  private static String name(Layer.Activation.Function activation) {
    return activation.name().toLowerCase(Locale.ROOT);
  }

  /// Whether a text looks like one of a staged architecture rather than the name of a network or
  /// file.
  public static boolean looksLikeOne(String text) {
    return words(text).stream().anyMatch(word -> STAGE.matcher(word).matches());
  }

  /// Reads what [StagedArchitecture#text] writes, and the published form; refuses any other with
  /// all its faults.
  public static StagedArchitecture parse(String name, String text) {
    var faults = new ArrayList<String>();
    var reading = new Reading(faults);
    words(text).forEach(reading::read);
    return reading.architecture(name);
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split("[,\\s]+"));
  }

  /// What was read so far.
  private static final class Reading {
    private final List<String> faults;
    private final List<Stage> stages = new ArrayList<>();
    private Optional<StagedArchitecture.Stem> stem = Optional.empty();
    private Optional<StagedArchitecture.Head> head = Optional.empty();
    private Optional<Layer.Activation.Function> activation = Optional.empty();

    /// What the first stage reads, where no stem says it.
    private int inputs = 1;

    private OptionalInt made = OptionalInt.empty();

    Reading(List<String> faults) {
      this.faults = faults;
    }

    void read(String word) {
      var stemWord = STEM.matcher(word);
      var headWord = HEAD.matcher(word);
      var stageWord = STAGE.matcher(word);
      try {
        if (stemWord.matches()) {
          readStem(stemWord);
        } else if (headWord.matches()) {
          readHead(headWord);
        } else if (stageWord.matches()) {
          readStage(word, stageWord);
        } else {
          readActivation(word);
        }
      } catch (IllegalArgumentException e) {
        faults.add("'" + word + "': " + e.getMessage());
      }
    }

    private void readStem(Matcher word) {
      refuseSecond(stem, "stem");
      if (!stages.isEmpty()) {
        throw new IllegalArgumentException("a stem stands before all stages.");
      }
      var read = new StagedArchitecture.Stem(filters("o", word.group(2)), stride(word.group(1)));
      stem = Optional.of(read);
      made = OptionalInt.of(read.filters());
    }

    private void readHead(Matcher word) {
      refuseSecond(head, "head");
      head =
          Optional.of(
              new StagedArchitecture.Head(
                  filters("o", word.group(1)), ratio(word.group(2), DROPOUT)));
    }

    private void readActivation(String word) {
      var read = activation(word);
      refuseSecond(activation, "activation");
      activation = Optional.of(read);
    }

    private static void refuseSecond(Optional<?> first, String part) {
      if (first.isPresent()) {
        throw new IllegalArgumentException("it is a second " + part + ", but one is all there is.");
      }
    }

    private void readStage(String word, Matcher parts) {
      int reads = filters("i", parts.group(5));
      if (made.isEmpty()) {
        inputs = reads;
      } else if (made.getAsInt() != reads) {
        faults.add(
            "'%s': it reads %d filters, but what stands before it makes %d."
                .formatted(word, reads, made.getAsInt()));
      }
      int filters = filters("o", parts.group(6));
      made = OptionalInt.of(filters);
      stages.add(
          new Stage(
              operator(parts.group(4)),
              number("k", parts.group(2), MOST_KERNEL),
              stride(parts.group(3)),
              ratio(parts.group(7), 0),
              skip(parts.group(8)),
              filters,
              number("r", parts.group(1), MOST_LAYERS)));
    }

    StagedArchitecture architecture(String name) {
      if (stages.isEmpty() && faults.isEmpty()) {
        faults.add("it has no stage such as r2_k3_s22_e6_i32_o16.");
      }
      if (!faults.isEmpty()) {
        throw new IllegalArgumentException(
            "This is no staged architecture:\n" + String.join("\n", faults));
      }
      return new StagedArchitecture(
          name,
          stem.orElseGet(() -> new StagedArchitecture.Stem(inputs, 2)),
          stages,
          head.orElseGet(() -> new StagedArchitecture.Head(1280, DROPOUT)),
          activation.orElse(Layer.Activation.Function.RELU));
    }
  }

  private static StageOperator operator(String text) {
    return text.startsWith("e")
        ? new StageOperator.InvertedResidual(number("e", text.substring(1), MOST_EXPANSION))
        : StageOperator.parse(text);
  }

  private static SkipOperator skip(@Nullable String text) {
    return text == null
        ? SkipOperator.IDENTITY
        : text.equals("noskip") ? SkipOperator.NONE : SkipOperator.POOL;
  }

  private static int filters(String letter, String digits) {
    return number(letter, digits, MOST_FILTERS);
  }

  private static int number(String letter, String digits, int most) {
    var number = new BigInteger(digits);
    if (number.signum() < 1 || number.compareTo(BigInteger.valueOf(most)) > 0) {
      throw new IllegalArgumentException(
          "%s must be a whole number in 1..%d, but is %s.".formatted(letter, most, digits));
    }
    return number.intValue();
  }

  /// `22` is a stride of 2 down and across.
  private static int stride(String digits) {
    int half = digits.length() / 2;
    var down = digits.substring(0, half);
    if (half == 0 || !down.equals(digits.substring(half))) {
      throw new IllegalArgumentException(
          "a stride is given down and across, and both are equal, as in s22, but is s"
              + digits
              + ".");
    }
    return number("s", down, MOST_STRIDE);
  }

  private static double ratio(@Nullable String text, double otherwise) {
    if (text == null) {
      return otherwise;
    }
    if (!RATIO.matcher(text).matches()) {
      throw new IllegalArgumentException("a ratio is written as 0.25, but is " + text + ".");
    }
    return Double.parseDouble(text);
  }

  private static Layer.Activation.Function activation(String word) {
    return ACTIVATIONS.stream()
        .filter(a -> name(a).equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "a word is a stage such as r2_k3_s22_e6_i32_o16_se0.25, stem_s22_o32,"
                    + " head_o1280_d0.2 or one of "
                    + ACTIVATIONS.stream().map(StagedText::name).toList()
                    + "."));
  }
}
