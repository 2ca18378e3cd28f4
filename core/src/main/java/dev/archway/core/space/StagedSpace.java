package dev.archway.core.space;

import dev.archway.core.architecture.Architecture;
import dev.archway.core.architecture.SkipOperator;
import dev.archway.core.architecture.Stage;
import dev.archway.core.architecture.StageOperator;
import dev.archway.core.architecture.StagedArchitecture;
import dev.archway.core.network.Layer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/// MnasNet's factorized hierarchical space (Tan et al. 2019, section 4.1): for each stage one
/// operator, kernel, squeeze-excite ratio, skip, filter count and layer count. A property with a
/// single option is fixed and asks nothing.
public final class StagedSpace implements NetworkSpace {
  private final String name;
  private final Frame frame;
  private final List<Options> stages;
  private final Decisions decisions;

  /// What stands around the searched stages.
  public record Frame(
      StagedArchitecture.Stem stem,
      StagedArchitecture.Head head,
      Layer.Activation.Function activation) {}

  /// What one stage may be. The stride is not searched: it sets the resolution of all that follows.
  public record Options(
      int stride,
      List<StageOperator> operators,
      List<Integer> kernels,
      List<Double> squeezeExcite,
      List<SkipOperator> skips,
      List<Integer> filters,
      List<Integer> layers) {
    public Options {
      operators = List.copyOf(operators);
      kernels = List.copyOf(kernels);
      squeezeExcite = List.copyOf(squeezeExcite);
      skips = List.copyOf(skips);
      filters = List.copyOf(filters);
      layers = List.copyOf(layers);
    }
  }

  /// One searched property of a stage, in the order in which the paper lists them.
  private record Property<T>(
      String name,
      Function<Options, List<T>> options,
      Function<T, String> text,
      Function<Stage, T> taken) {}

  private static final Property<StageOperator> OPERATOR =
      new Property<>("operator", Options::operators, StageOperator::text, Stage::operator);
  private static final Property<Integer> KERNEL =
      new Property<>("kernel", Options::kernels, Object::toString, Stage::kernel);
  private static final Property<Double> SQUEEZE_EXCITE =
      new Property<>(
          "squeezeExcite", Options::squeezeExcite, Object::toString, Stage::squeezeExcite);
  private static final Property<SkipOperator> SKIP =
      new Property<>("skip", Options::skips, SkipOperator::text, Stage::skip);
  private static final Property<Integer> FILTERS =
      new Property<>("filters", Options::filters, Object::toString, Stage::filters);
  private static final Property<Integer> LAYERS =
      new Property<>("layers", Options::layers, Object::toString, Stage::layers);
  private static final List<Property<?>> PROPERTIES =
      List.of(OPERATOR, KERNEL, SQUEEZE_EXCITE, SKIP, FILTERS, LAYERS);

  public StagedSpace(String name, Frame frame, List<Options> stages) {
    this.name = name;
    this.frame = frame;
    this.stages = List.copyOf(stages);
    requireOptions(this.stages);
    this.decisions = decide(this.stages);
  }

  private static void requireOptions(List<Options> stages) {
    for (int s = 0; s < stages.size(); s++) {
      for (var property : PROPERTIES) {
        var options = property.options().apply(stages.get(s));
        if (options.isEmpty() || options.stream().distinct().count() < options.size()) {
          throw new IllegalArgumentException(
              "Stage %d needs different options for %s, but has %s."
                  .formatted(s + 1, property.name(), options));
        }
      }
    }
  }

  private static Decisions decide(List<Options> stages) {
    var decisions = new ArrayList<Decision>();
    for (int s = 0; s < stages.size(); s++) {
      for (var property : PROPERTIES) {
        var options = texts(property, stages.get(s));
        if (options.size() > 1) {
          decisions.add(new Decision("stage" + (s + 1) + "." + property.name(), options));
        }
      }
    }
    return new Decisions(decisions);
  }

  private static <T> List<String> texts(Property<T> property, Options stage) {
    return property.options().apply(stage).stream().map(property.text()).toList();
  }

  @Override
  public String name() {
    return name;
  }

  /// What stands around the searched stages.
  public Frame frame() {
    return frame;
  }

  /// What each stage may be.
  public List<Options> stages() {
    return stages;
  }

  @Override
  public Decisions decisions() {
    return decisions;
  }

  @Override
  public StagedArchitecture decode(Choices choices) {
    var taken = decisions.normalize(choices).options().iterator();
    var decoded = new ArrayList<Stage>();
    for (var options : stages) {
      decoded.add(
          new Stage(
              take(OPERATOR, options, taken),
              take(KERNEL, options, taken),
              options.stride(),
              take(SQUEEZE_EXCITE, options, taken),
              take(SKIP, options, taken),
              take(FILTERS, options, taken),
              take(LAYERS, options, taken)));
    }
    return new StagedArchitecture(name, frame.stem(), decoded, frame.head(), frame.activation());
  }

  private static <T> T take(Property<T> property, Options stage, Iterator<Integer> choices) {
    var options = property.options().apply(stage);
    return options.size() == 1 ? options.getFirst() : options.get(choices.next());
  }

  @Override
  public Choices encode(Architecture architecture) {
    if (!(architecture instanceof StagedArchitecture staged)) {
      throw new IllegalArgumentException(
          "Space "
              + name
              + " has staged architectures only, but not '"
              + architecture.text()
              + "'.");
    }
    if (staged.stages().size() != stages.size()) {
      throw new IllegalArgumentException(
          "Space %s has %d stages, but the architecture has %d."
              .formatted(name, stages.size(), staged.stages().size()));
    }
    var choices = new ArrayList<Integer>();
    for (int s = 0; s < stages.size(); s++) {
      for (var property : PROPERTIES) {
        encode(property, stages.get(s), staged.stages().get(s), choices);
      }
    }
    var encoded = new Choices(choices);
    if (!decode(encoded).equals(architecture)) {
      throw new IllegalArgumentException(
          "Architecture '" + staged.text() + "' is not in space " + name + ".");
    }
    return encoded;
  }

  private <T> void encode(
      Property<T> property, Options options, Stage stage, List<Integer> choices) {
    var offered = property.options().apply(options);
    int index = offered.indexOf(property.taken().apply(stage));
    if (index < 0) {
      throw new IllegalArgumentException(
          "Space %s offers %s for %s, but the architecture has %s."
              .formatted(name, offered, property.name(), property.taken().apply(stage)));
    }
    if (offered.size() > 1) {
      choices.add(index);
    }
  }
}
