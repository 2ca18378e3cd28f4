package dev.archway.core.architecture;

import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.network.NetworkBuilder;
import java.util.ArrayList;
import java.util.List;

/// Lays out a network of cells (Zoph et al. 2018, section 3.1 and appendix A; where these are
/// silent, the authors' published code).
///
/// Departures: a state of twice the resolution is fitted by one 1x1 convolution of stride 2, as the
/// paper has it, where the code joins two of half the filters that read different pixels; padding
/// is symmetric, so that ImageNet's stem makes 112x112 positions where the code makes 111x111; the
/// auxiliary head averages its last map where the code has a convolution as large as that map.
final class CellExpansion {
  private static final Layer RELU = new Layer.Activation(Layer.Activation.Function.RELU);

  private final CellArchitecture architecture;
  private final CellArchitecture.Skeleton skeleton;
  private final int classes;
  private final NetworkBuilder builder;

  /// What the last cell made, and the one before it; equal until there were two.
  private String current = Network.INPUT;

  private String previous = Network.INPUT;
  private int cells;

  CellExpansion(CellArchitecture architecture, FeatureShape input, int classes) {
    this.architecture = architecture;
    this.skeleton = architecture.skeleton();
    this.classes = classes;
    this.builder = new NetworkBuilder(architecture.name(), input, classes);
  }

  Network expand() {
    int filters = skeleton.filters();
    stem(filters);
    normals(filters);
    reduction(2 * filters);
    normals(2 * filters);
    var auxiliary = skeleton.auxiliary() ? List.of(auxiliaryScores()) : List.<String>of();
    reduction(4 * filters);
    normals(4 * filters);
    var last = builder.add("relu", RELU, current);
    last = builder.add("pool", new Layer.GlobalAveragePooling(), last);
    return builder.build(builder.add("classifier", new Layer.Linear(classes), last), auxiliary);
  }

  private void stem(int filters) {
    int stride =
        switch (skeleton.stem()) {
          case CIFAR -> 1;
          case IMAGENET -> 2;
        };
    current =
        builder.convolutionBn(
            "stem", Layer.Convolution.square(skeleton.stemFilters(), 3, stride), Network.INPUT);
    previous = current;
    if (skeleton.stem() == CellArchitecture.Stem.IMAGENET) {
      reduction(filters / 4);
      reduction(filters / 2);
    }
  }

  private void normals(int filters) {
    for (int i = 0; i < skeleton.repeats(); i++) {
      stack(architecture.normal(), filters, 1);
    }
  }

  private void reduction(int filters) {
    stack(architecture.reduction(), filters, 2);
  }

  private void stack(Cell cell, int filters, int stride) {
    cells++;
    int all = 3 * skeleton.repeats() + 2 + (skeleton.stem() == CellArchitecture.Stem.CIFAR ? 0 : 2);
    var made = new OneCell("cell" + cells, filters, stride, (double) cells / all).of(cell);
    previous = current;
    current = made;
  }

  /// Scores at two thirds of the depth (Szegedy et al. 2016, section 4).
  private String auxiliaryScores() {
    var last = builder.add("auxiliary.relu", RELU, current);
    last = builder.add("auxiliary.pool", new Layer.Pooling(Layer.Pooling.Kind.AVERAGE, 5, 3), last);
    for (int filters : new int[] {128, 768}) {
      last =
          builder.convolutionBnActivation(
              "auxiliary.conv" + filters,
              Layer.Convolution.pointwise(filters),
              Layer.Activation.Function.RELU,
              last);
    }
    last = builder.add("auxiliary.mean", new Layer.GlobalAveragePooling(), last);
    return builder.add("auxiliary.classifier", new Layer.Linear(classes), last);
  }

  /// One cell of the stack.
  private final class OneCell {
    private final String name;
    private final int filters;
    private final int stride;
    private final double depth;
    private final List<String> states = new ArrayList<>();

    /// @param depth how deep in the network it lies, in (0, 1]: paths of deeper cells are dropped
    ///   more often (section 3.2: scheduled drop-path)
    OneCell(String name, int filters, int stride, double depth) {
      this.name = name;
      this.filters = filters;
      this.stride = stride;
      this.depth = depth;
    }

    /// Expands a cell on [#current] and [#previous]; returns the node that it makes.
    String of(Cell cell) {
      var fitted = reluConvolution(name + ".fit0", Layer.Convolution.pointwise(filters), current);
      states.add(fitted);
      // The first cell's second input is its first, as it is.
      states.add(previous.equals(current) ? previous : fit(name + ".fit1", previous, fitted));
      var order = new CellOrder(cell);
      for (int n = 0; n < cell.nodes().size(); n++) {
        states.add(node(name + ".node" + n, cell.nodes().get(n), order));
      }
      var made = states.getLast();
      var joined = new ArrayList<String>();
      for (int state : order.outputs()) {
        joined.add(
            state < 2 ? fit(name + ".out" + state, states.get(state), made) : states.get(state));
      }
      return joined.size() == 1
          ? joined.getFirst()
          : builder.add(name + ".out", new Layer.Concatenate(), joined.toArray(String[]::new));
    }

    private String node(String node, Cell.Node chosen, CellOrder order) {
      var operands = order.operands(chosen);
      var first = operand(node + ".first", operands.getFirst());
      var second = operand(node + ".second", operands.getLast());
      Layer combined =
          switch (chosen.combination()) {
            case ADD -> new Layer.Add();
            case CONCATENATE -> new Layer.Concatenate();
          };
      return builder.add(node, combined, first, second);
    }

    /// The result of one operation, which always has [#filters] channels.
    private String operand(String node, Cell.Operand operand) {
      int step = operand.state() < 2 ? stride : 1;
      var from = states.get(operand.state());
      return switch (operand.operation()) {
        case IDENTITY ->
            step > 1 || builder.shape(from).channels() != filters
                ? reluConvolution(node, Layer.Convolution.square(filters, 1, step), from)
                : from;
        case AVERAGE_POOLING_3X3 -> pool(node, Layer.Pooling.Kind.AVERAGE, 3, step, from);
        case MAXIMUM_POOLING_3X3 -> pool(node, Layer.Pooling.Kind.MAXIMUM, 3, step, from);
        case MAXIMUM_POOLING_5X5 -> pool(node, Layer.Pooling.Kind.MAXIMUM, 5, step, from);
        case MAXIMUM_POOLING_7X7 -> pool(node, Layer.Pooling.Kind.MAXIMUM, 7, step, from);
        case CONVOLUTION_1X1 -> convolution(node, 1, 1, step, from);
        case CONVOLUTION_3X3 -> convolution(node, 3, 1, step, from);
        case DILATED_3X3 -> convolution(node, 3, 2, step, from);
        case CONVOLUTION_1X3_3X1 -> rectangular(node, 3, step, from);
        case CONVOLUTION_1X7_7X1 -> rectangular(node, 7, step, from);
        case SEPARABLE_3X3 -> separable(node, 3, step, from);
        case SEPARABLE_5X5 -> separable(node, 5, step, from);
        case SEPARABLE_7X7 -> separable(node, 7, step, from);
      };
    }

    private String pool(String node, Layer.Pooling.Kind kind, int kernel, int step, String from) {
      var pooled = builder.add(node + ".pool", new Layer.Pooling(kind, kernel, step), from);
      return dropPath(
          node,
          builder.shape(pooled).channels() == filters
              ? pooled
              : builder.convolutionBn(node, Layer.Convolution.pointwise(filters), pooled));
    }

    private String convolution(String node, int kernel, int dilation, int step, String from) {
      return dropPath(
          node,
          reluConvolution(
              node,
              new Layer.Convolution(filters, kernel, kernel, step, dilation, 1, false),
              from));
    }

    /// `1xk` and then `kx1`; the first takes the stride.
    private String rectangular(String node, int kernel, int step, String from) {
      var wide = new Layer.Convolution(filters, 1, kernel, step, 1, 1, false);
      var tall = new Layer.Convolution(filters, kernel, 1, 1, 1, 1, false);
      return dropPath(
          node, reluConvolution(node + ".tall", tall, reluConvolution(node + ".wide", wide, from)));
    }

    /// Twice ReLU, depthwise, pointwise, batch normalization, with nothing between depthwise and
    /// pointwise; the first takes the stride.
    private String separable(String node, int kernel, int step, String from) {
      var once = separableOnce(node + ".once", kernel, step, from);
      return dropPath(node, separableOnce(node + ".twice", kernel, 1, once));
    }

    private String separableOnce(String node, int kernel, int step, String from) {
      int channels = builder.shape(from).channels();
      var rectified = builder.add(node + ".relu", RELU, from);
      var depthwise =
          builder.add(
              node + ".depthwise", Layer.Convolution.depthwise(channels, kernel, step), rectified);
      return builder.convolutionBn(node, Layer.Convolution.pointwise(filters), depthwise);
    }

    private String dropPath(String node, String from) {
      return builder.add(node + ".drop", new Layer.DropPath(depth), from);
    }

    /// A state with [#filters] channels at the resolution of `like`.
    private String fit(String node, String from, String like) {
      var shape = builder.shape(from);
      boolean larger = shape.height() != builder.shape(like).height();
      if (!larger && shape.channels() == filters) {
        return from;
      }
      return reluConvolution(node, Layer.Convolution.square(filters, 1, larger ? 2 : 1), from);
    }

    private String reluConvolution(String node, Layer.Convolution convolution, String from) {
      return builder.convolutionBn(node, convolution, builder.add(node + ".relu", RELU, from));
    }
  }
}
