package dev.archway.onnx;

import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.network.Node;
import dev.archway.core.network.ParameterTensor;
import dev.archway.core.weights.Weights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Runs a network on one image by its layers' definitions, in plain loops over doubles: what an
/// exported model is held against. Shares nothing with the export but the graph.
final class NaiveRun {
  private final Network network;
  private final Weights weights;
  private final Map<String, double[][][]> made = new HashMap<>();

  private NaiveRun(Network network, Weights weights) {
    this.network = network;
    this.weights = weights;
  }

  /// The scores of one image, given channel by channel and row by row.
  static double[] scores(Network network, Weights weights, float[] image) {
    var run = new NaiveRun(network, weights);
    var shape = network.input();
    var pixels = maps(shape);
    for (int i = 0; i < image.length; i++) {
      int inChannel = i % (shape.height() * shape.width());
      pixels[i / (shape.height() * shape.width())][inChannel / shape.width()][
              inChannel % shape.width()] =
          image[i];
    }
    run.made.put(Network.INPUT, pixels);
    network.nodes().forEach(node -> run.made.put(node.name(), run.compute(node)));
    var scores = new double[network.classes()];
    for (int c = 0; c < scores.length; c++) {
      scores[c] = run.value(network.output())[c][0][0];
    }
    return scores;
  }

  private double[][][] compute(Node node) {
    var in = value(node.inputs().getFirst());
    var tensors = ParameterTensor.of(network, node).stream().map(weights::get).toList();
    var out = maps(network.shape(node.name()));
    return switch (node.layer()) {
      case Layer.Convolution c ->
          convolution(c, tensors.getFirst(), c.bias() ? tensors.get(1) : null, in, out);
      case Layer.BatchNormalization b -> {
        var gamma = tensors.get(0);
        var beta = tensors.get(1);
        var mean = tensors.get(2);
        var variance = tensors.get(3);
        yield each(
            out,
            (c, y, x) ->
                (in[c][y][x] - mean[c]) / Math.sqrt(variance[c] + b.epsilon()) * gamma[c]
                    + beta[c]);
      }
      case Layer.Activation a -> {
        var function = function(a.function());
        yield each(out, (c, y, x) -> function.applyAsDouble(in[c][y][x]));
      }
      case Layer.Pooling p ->
          each(out, (c, y, x) -> pooled(p, in[c], y * p.stride(), x * p.stride()));
      case Layer.GlobalAveragePooling _ -> each(out, (c, _, _) -> mean(in[c]));
      case Layer.Add _ ->
          each(out, (c, y, x) -> node.inputs().stream().mapToDouble(i -> value(i)[c][y][x]).sum());
      case Layer.Concatenate _ -> {
        int filled = 0;
        for (var from : node.inputs()) {
          var part = value(from);
          System.arraycopy(part, 0, out, filled, part.length);
          filled += part.length;
        }
        yield out;
      }
      case Layer.ChannelSplit s -> each(out, (c, y, x) -> in[s.from() + c][y][x]);
      case Layer.ChannelShuffle s -> {
        int perGroup = in.length / s.groups();
        // Output channel c comes from group (c mod groups), place (c div groups) in it.
        yield each(out, (c, y, x) -> in[c % s.groups() * perGroup + c / s.groups()][y][x]);
      }
      case Layer.SqueezeExcite s -> {
        var gates = gates(s, tensors, in);
        yield each(out, (c, y, x) -> in[c][y][x] * gates[c]);
      }
      case Layer.Linear _ -> {
        var means = new double[in.length];
        for (int c = 0; c < in.length; c++) {
          means[c] = in[c][0][0];
        }
        var units = product(tensors.get(0), tensors.get(1), means);
        yield each(out, (c, _, _) -> units[c]);
      }
      case Layer.Dropout _, Layer.DropPath _ -> in;
    };
  }

  private static double[][][] convolution(
      Layer.Convolution c,
      float[] weight,
      float @Nullable [] bias,
      double[][][] in,
      double[][][] out) {
    int perGroup = in.length / c.groups();
    int filtersPerGroup = c.filters() / c.groups();
    return each(
        out,
        (filter, y, x) -> {
          double sum = bias == null ? 0 : bias[filter];
          for (int i = 0; i < perGroup; i++) {
            var map = in[filter / filtersPerGroup * perGroup + i];
            for (int ky = 0; ky < c.kernelHeight(); ky++) {
              for (int kx = 0; kx < c.kernelWidth(); kx++) {
                int fromY = y * c.stride() + (ky - c.kernelHeight() / 2) * c.dilation();
                int fromX = x * c.stride() + (kx - c.kernelWidth() / 2) * c.dilation();
                if (inside(map, fromY, fromX)) {
                  int row = (filter * perGroup + i) * c.kernelHeight() + ky;
                  sum += map[fromY][fromX] * weight[row * c.kernelWidth() + kx];
                }
              }
            }
          }
          return sum;
        });
  }

  private static double pooled(Layer.Pooling p, double[][] map, int centreY, int centreX) {
    double sum = 0;
    double largest = Double.NEGATIVE_INFINITY;
    int counted = 0;
    int reach = p.kernel() / 2;
    for (int y = centreY - reach; y <= centreY + reach; y++) {
      for (int x = centreX - reach; x <= centreX + reach; x++) {
        if (inside(map, y, x)) {
          sum += map[y][x];
          largest = Math.max(largest, map[y][x]);
          counted++;
        }
      }
    }
    return switch (p.kind()) {
      case AVERAGE -> sum / counted;
      case MAXIMUM -> largest;
    };
  }

  private static double[] gates(Layer.SqueezeExcite s, List<float[]> tensors, double[][][] in) {
    var means = new double[in.length];
    for (int c = 0; c < in.length; c++) {
      means[c] = mean(in[c]);
    }
    var reduced = product(tensors.get(0), tensors.get(1), means);
    for (int i = 0; i < reduced.length; i++) {
      reduced[i] = Math.max(0, reduced[i]);
    }
    var gates = product(tensors.get(2), tensors.get(3), reduced);
    for (int c = 0; c < gates.length; c++) {
      gates[c] =
          switch (s.gate()) {
            case SIGMOID -> 1 / (1 + Math.exp(-gates[c]));
            case HARD_SIGMOID -> Math.clamp(gates[c] + 3, 0, 6) / 6;
          };
    }
    return gates;
  }

  private static double[] product(float[] matrix, float[] bias, double[] vector) {
    var product = new double[bias.length];
    for (int row = 0; row < bias.length; row++) {
      product[row] = bias[row];
      for (int i = 0; i < vector.length; i++) {
        product[row] += matrix[row * vector.length + i] * vector[i];
      }
    }
    return product;
  }

  private static DoubleUnaryOperator function(Layer.Activation.Function function) {
    return switch (function) {
      case RELU -> x -> Math.max(0, x);
      case RELU6 -> x -> Math.clamp(x, 0, 6);
      case HARD_SWISH -> x -> x * Math.clamp(x + 3, 0, 6) / 6;
      case SIGMOID -> x -> 1 / (1 + Math.exp(-x));
    };
  }

  private static double mean(double[][] map) {
    double sum = 0;
    for (var row : map) {
      for (double value : row) {
        sum += value;
      }
    }
    return sum / (map.length * map[0].length);
  }

  private static boolean inside(double[][] map, int y, int x) {
    return y >= 0 && y < map.length && x >= 0 && x < map[0].length;
  }

  private interface Position {
    double value(int channel, int y, int x);
  }

  private static double[][][] each(double[][][] out, Position position) {
    for (int c = 0; c < out.length; c++) {
      for (int y = 0; y < out[c].length; y++) {
        for (int x = 0; x < out[c][y].length; x++) {
          out[c][y][x] = position.value(c, y, x);
        }
      }
    }
    return out;
  }

  private double[][][] value(String node) {
    var value = made.get(node);
    if (value == null) {
      throw new IllegalStateException("Node " + node + " is not computed yet.");
    }
    return value;
  }

  private static double[][][] maps(FeatureShape shape) {
    return new double[shape.channels()][shape.height()][shape.width()];
  }
}
