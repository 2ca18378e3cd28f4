package dev.archway.core.space;

import dev.archway.core.architecture.CellArchitecture;
import dev.archway.core.architecture.CellOperation;
import dev.archway.core.architecture.Combination;
import dev.archway.core.architecture.SkipOperator;
import dev.archway.core.architecture.StageOperator;
import dev.archway.core.architecture.StagedArchitecture;
import dev.archway.core.definition.Fields;
import dev.archway.core.definition.Value;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Layer;
import dev.archway.core.zoo.GivenNetwork;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads a space that somebody wrote, in YAML or JSON: `type` says of which kind, the rest are that
/// kind's settings. For each property of a stage there is one value, which is then fixed, or a list
/// of those that are searched.
public final class SpaceReader {
  private static final int MOST_FILTERS = 8192;
  private static final Value<Integer> STRIDE = Value.integer(1, 4);
  private static final Value<Integer> FILTERS = Value.integer(1, MOST_FILTERS);
  private static final Value<StageOperator> OPERATOR =
      new Value<>(
          "conv, dconv, or mbconv and its expansion, such as mbconv6",
          v -> {
            try {
              return Optional.of(StageOperator.parse(String.valueOf(v)));
            } catch (IllegalArgumentException e) {
              return Optional.empty();
            }
          },
          new StageOperator.Regular());

  /// A text, a number or a flag: to Archway they are all names.
  private static final Value<String> OPTION =
      new Value<>(
          "a text, a number or a flag",
          v ->
              v instanceof String || v instanceof Number || v instanceof Boolean
                  ? Optional.of(v.toString())
                  : Optional.empty(),
          "option");

  private static final Value<GivenNetwork> NETWORK =
      new Value<>(
          "a network of the zoo, a staged architecture's text, or an architecture in JSON",
          v ->
              switch (v) {
                case GivenNetwork given -> Optional.of(given);
                case String text -> Optional.of(GivenNetwork.of(text));
                default -> Optional.empty();
              },
          GivenNetwork.of("network"));

  /// The kinds of spaces that can be written.
  private enum Kind {
    STAGED,
    CELL,
    SCALED,
    OPAQUE
  }

  private SpaceReader() {}

  /// The space that a tree defines.
  ///
  /// @param tree maps, lists, texts, numbers and flags, as a parser of YAML or JSON gives them, and
  ///   a [GivenNetwork] where a network may be an object
  /// @throws dev.archway.core.definition.InvalidDefinitionException with every fault and its path
  public static SearchSpace read(@Nullable Object tree) {
    return Fields.read(tree, SpaceReader::space);
  }

  private static Supplier<SearchSpace> space(Fields fields) {
    var name = fields.one("name", Value.text());
    var kind = fields.deciding("type", Value.oneOf(List.of(Kind.values()), SpaceReader::text));
    return switch (kind) {
      case STAGED -> staged(name, fields);
      case CELL -> cell(name, fields);
      case SCALED -> scaled(name, fields);
      case OPAQUE -> opaque(name, fields);
    };
  }

  private static String text(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static Supplier<SearchSpace> staged(String name, Fields fields) {
    var stem = fields.part("stem");
    int stemFilters = stem.one("filters", FILTERS);
    int stemStride = stem.one("stride", STRIDE);
    stem.refuseOthers();
    var head = fields.part("head");
    int headFilters = head.one("filters", FILTERS);
    double dropout = head.one("dropout", Value.decimal(0, 1, true), 0.0);
    head.refuseOthers();
    var activation =
        fields.one(
            "activation",
            Value.oneOf(List.of(Layer.Activation.Function.values()), SpaceReader::text),
            Layer.Activation.Function.RELU);
    var stages = fields.parts("stages").stream().map(SpaceReader::stage).toList();
    fields.refuseOthers();
    return () ->
        new StagedSpace(
            name,
            new StagedSpace.Frame(
                new StagedArchitecture.Stem(stemFilters, stemStride),
                new StagedArchitecture.Head(headFilters, dropout),
                activation),
            stages);
  }

  private static StagedSpace.Options stage(Fields fields) {
    var options =
        new StagedSpace.Options(
            fields.one("stride", STRIDE),
            fields.oneOrMore("operator", OPERATOR),
            fields.oneOrMore("kernel", Value.odd(31)),
            fields.oneOrMore("squeezeExcite", Value.decimal(0, 1, false), List.of(0.0)),
            fields.oneOrMore(
                "skip",
                Value.oneOf(List.of(SkipOperator.values()), SkipOperator::text),
                List.of(SkipOperator.IDENTITY)),
            fields.oneOrMore("filters", FILTERS),
            fields.oneOrMore("layers", Value.integer(1, 100)));
    fields.refuseOthers();
    return options;
  }

  private static Supplier<SearchSpace> cell(String name, Fields fields) {
    int nodes = fields.one("nodes", Value.integer(1, 20));
    var operations =
        fields.oneOrMore(
            "operations", Value.oneOf(List.of(CellOperation.values()), CellOperation::text));
    var combinations =
        fields.oneOrMore(
            "combinations", Value.oneOf(List.of(Combination.values()), Combination::text));
    var stem =
        fields.one(
            "stem",
            Value.oneOf(List.of(CellArchitecture.Stem.values()), SpaceReader::text),
            CellArchitecture.Stem.CIFAR);
    int filters = fields.one("filters", FILTERS);
    int repeats = fields.one("repeats", Value.integer(1, 100));
    int stemFilters =
        fields.one("stemFilters", FILTERS, stem == CellArchitecture.Stem.CIFAR ? 3 * filters : 32);
    boolean auxiliary = fields.one("auxiliary", Value.flag(), false);
    fields.refuseOthers();
    return () ->
        new CellSpace(
            name,
            new CellSpace.Options(nodes, operations, combinations),
            new CellArchitecture.Skeleton(stem, stemFilters, repeats, filters, auxiliary));
  }

  private static Supplier<SearchSpace> scaled(String name, Fields fields) {
    var network = fields.one("network", NETWORK);
    var widths = fields.oneOrMore("widths", Value.decimal(0.01, 10, false));
    var resolutions = fields.oneOrMore("resolutions", Value.integer(8, 1024));
    fields.refuseOthers();
    int largest = resolutions.stream().mapToInt(Integer::intValue).max().orElse(1);
    // One form for all resolutions: else a step of it would also change the network.
    var image = new FeatureShape(3, largest, largest);
    return () -> new ScaledSpace(name, width -> network.at(width, image), widths, resolutions);
  }

  private static Supplier<SearchSpace> opaque(String name, Fields fields) {
    var decisions = fields.parts("decisions").stream().map(SpaceReader::decision).toList();
    fields.refuseOthers();
    return () ->
        new OpaqueSpace(name, new Decisions(decisions.stream().map(Supplier::get).toList()));
  }

  private static Supplier<Decision> decision(Fields fields) {
    var name = fields.one("name", Value.text());
    var options = fields.oneOrMore("options", OPTION);
    var on = fields.one("when", Value.text(), "");
    var taking = on.isEmpty() ? List.<String>of() : fields.oneOrMore("is", OPTION);
    fields.refuseOthers();
    return () ->
        new Decision(
            name,
            options,
            on.isEmpty() ? Optional.empty() : Optional.of(new Condition(on, taking)));
  }
}
