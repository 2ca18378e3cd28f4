package dev.archway.worker.network;

import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;
import dev.archway.core.network.Node;
import dev.archway.core.weights.Weights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Computes a network for one image by the definitions of its layers, in double precision, with
/// loops: slow and plain, to hold the fast one against.
final class ReferenceLayers {
  private final Network network;
  private final Weights weights;
  private final Map<String, double[]> values = new HashMap<>();

  ReferenceLayers(Network network, Weights weights) {
    this.network = network;
    this.weights = weights;
  }

  /// @param image `(channels, height, width)`
  double[] scores(double[] image) {
    values.put(Network.INPUT, image);
    for (var node : network.nodes()) {
      values.put(node.name(), compute(node));
    }
    return Objects.requireNonNull(values.get(network.output()));
  }

  private double[] compute(Node node) {
    var inputs = node.inputs().stream().map(values::get).toList();
    var x = inputs.getFirst();
    var in = network.inputShape(node);
    var out = network.shape(node.name());
    return switch (node.layer()) {
      case Layer.Convolution c -> convolve(node, c, x, in, out);
      case Layer.BatchNormalization bn -> normalize(node, bn, x, in);
      case Layer.Activation a -> map(x, v -> activate(a.function(), v));
      case Layer.Pooling p -> pool(p, x, in, out);
      case Layer.GlobalAveragePooling _ -> means(x, in);
      case Layer.Add _ -> add(inputs);
      case Layer.Concatenate _ ->
          inputs.stream().flatMapToDouble(java.util.Arrays::stream).toArray();
      case Layer.ChannelSplit s -> {
        int plane = in.height() * in.width();
        yield java.util.Arrays.copyOfRange(x, s.from() * plane, s.to() * plane);
      }
      case Layer.ChannelShuffle s -> shuffle(s.groups(), x, in);
      case Layer.SqueezeExcite s -> squeezeExcite(node, s, x, in);
      case Layer.Dropout _, Layer.DropPath _ -> x;
      case Layer.Linear l -> dense(x, tensor(node, "weight"), tensor(node, "bias"), l.units());
    };
  }

  private float[] tensor(Node node, String name) {
    return Objects.requireNonNull(weights.tensors().get(node.name() + "." + name));
  }

  private double[] convolve(
      Node node, Layer.Convolution c, double[] x, FeatureShape in, FeatureShape out) {
    var weight = tensor(node, "weight");
    var y = new double[(int) out.elements()];
    int perGroupIn = in.channels() / c.groups();
    int perGroupOut = c.filters() / c.groups();
    int padY = c.dilation() * (c.kernelHeight() - 1) / 2;
    int padX = c.dilation() * (c.kernelWidth() - 1) / 2;
    for (int f = 0; f < c.filters(); f++) {
      for (int oy = 0; oy < out.height(); oy++) {
        for (int ox = 0; ox < out.width(); ox++) {
          double sum = c.bias() ? tensor(node, "bias")[f] : 0;
          for (int i = 0; i < perGroupIn; i++) {
            int channel = f / perGroupOut * perGroupIn + i;
            for (int ky = 0; ky < c.kernelHeight(); ky++) {
              for (int kx = 0; kx < c.kernelWidth(); kx++) {
                int iy = oy * c.stride() + ky * c.dilation() - padY;
                int ix = ox * c.stride() + kx * c.dilation() - padX;
                if (iy >= 0 && iy < in.height() && ix >= 0 && ix < in.width()) {
                  sum +=
                      x[(channel * in.height() + iy) * in.width() + ix]
                          * weight[
                              ((f * perGroupIn + i) * c.kernelHeight() + ky) * c.kernelWidth()
                                  + kx];
                }
              }
            }
          }
          y[(f * out.height() + oy) * out.width() + ox] = sum;
        }
      }
    }
    return y;
  }

  private double[] normalize(Node node, Layer.BatchNormalization bn, double[] x, FeatureShape in) {
    var y = new double[x.length];
    int plane = in.height() * in.width();
    for (int i = 0; i < x.length; i++) {
      int c = i / plane;
      y[i] =
          (x[i] - tensor(node, "running_mean")[c])
                  / Math.sqrt(tensor(node, "running_var")[c] + bn.epsilon())
                  * tensor(node, "weight")[c]
              + tensor(node, "bias")[c];
    }
    return y;
  }

  private static double activate(Layer.Activation.Function function, double v) {
    return switch (function) {
      case RELU -> Math.max(v, 0);
      case RELU6 -> relu6(v);
      case HARD_SWISH -> v * relu6(v + 3) / 6;
      case SIGMOID -> 1 / (1 + Math.exp(-v));
    };
  }

  private static double relu6(double v) {
    return Math.min(Math.max(v, 0), 6);
  }

  private static double[] pool(Layer.Pooling p, double[] x, FeatureShape in, FeatureShape out) {
    var y = new double[(int) out.elements()];
    int pad = (p.kernel() - 1) / 2;
    for (int c = 0; c < in.channels(); c++) {
      for (int oy = 0; oy < out.height(); oy++) {
        for (int ox = 0; ox < out.width(); ox++) {
          double sum = 0;
          double most = Double.NEGATIVE_INFINITY;
          int counted = 0;
          for (int k = 0; k < p.kernel() * p.kernel(); k++) {
            int iy = oy * p.stride() + k / p.kernel() - pad;
            int ix = ox * p.stride() + k % p.kernel() - pad;
            if (iy >= 0 && iy < in.height() && ix >= 0 && ix < in.width()) {
              double v = x[(c * in.height() + iy) * in.width() + ix];
              sum += v;
              most = Math.max(most, v);
              counted++;
            }
          }
          y[(c * out.height() + oy) * out.width() + ox] =
              p.kind() == Layer.Pooling.Kind.AVERAGE ? sum / counted : most;
        }
      }
    }
    return y;
  }

  private static double[] means(double[] x, FeatureShape in) {
    var y = new double[in.channels()];
    int plane = in.height() * in.width();
    for (int i = 0; i < x.length; i++) {
      y[i / plane] += x[i] / plane;
    }
    return y;
  }

  private static double[] add(List<double[]> inputs) {
    var y = new double[inputs.getFirst().length];
    for (var input : inputs) {
      for (int i = 0; i < y.length; i++) {
        y[i] += input[i];
      }
    }
    return y;
  }

  private static double[] shuffle(int groups, double[] x, FeatureShape in) {
    var y = new double[x.length];
    int plane = in.height() * in.width();
    int perGroup = in.channels() / groups;
    for (int c = 0; c < in.channels(); c++) {
      int to = c % perGroup * groups + c / perGroup;
      System.arraycopy(x, c * plane, y, to * plane, plane);
    }
    return y;
  }

  private double[] squeezeExcite(Node node, Layer.SqueezeExcite s, double[] x, FeatureShape in) {
    var reduced =
        map(
            dense(
                means(x, in),
                tensor(node, "reduce.weight"),
                tensor(node, "reduce.bias"),
                s.reducedChannels()),
            v -> Math.max(v, 0));
    var gate =
        map(
            dense(
                reduced, tensor(node, "expand.weight"), tensor(node, "expand.bias"), in.channels()),
            v ->
                switch (s.gate()) {
                  case SIGMOID -> 1 / (1 + Math.exp(-v));
                  case HARD_SIGMOID -> relu6(v + 3) / 6;
                });
    var y = new double[x.length];
    int plane = in.height() * in.width();
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i] * gate[i / plane];
    }
    return y;
  }

  private static double[] dense(double[] x, float[] weight, float[] bias, int units) {
    var y = new double[units];
    for (int u = 0; u < units; u++) {
      y[u] = bias[u];
      for (int i = 0; i < x.length; i++) {
        y[u] += weight[u * x.length + i] * x[i];
      }
    }
    return y;
  }

  private static double[] map(double[] x, java.util.function.DoubleUnaryOperator f) {
    return java.util.Arrays.stream(x).map(f).toArray();
  }
}
