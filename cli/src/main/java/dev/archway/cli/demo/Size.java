package dev.archway.cli.demo;

import dev.archway.core.cost.Costs;
import dev.archway.core.network.Layer;
import dev.archway.core.network.Network;

/// What decides how fast a small network is on one thread, roughly. It stands in for what nobody
/// has measured yet when a demo is planned, and only there.
///
/// @param steps convolutions, poolings and squeeze-excites, each of which costs some time however
///   small it is
record Size(long multiplyAdds, long steps) {
  static Size of(Network network) {
    long steps = network.nodes().stream().filter(n -> isStep(n.layer())).count();
    return new Size(Costs.of(network).multiplyAdds(), steps);
  }

  private static boolean isStep(Layer layer) {
    return switch (layer) {
      case Layer.Convolution _, Layer.Pooling _, Layer.SqueezeExcite _ -> true;
      case Layer.BatchNormalization _,
          Layer.Activation _,
          Layer.GlobalAveragePooling _,
          Layer.Add _,
          Layer.Concatenate _,
          Layer.ChannelSplit _,
          Layer.ChannelShuffle _,
          Layer.Dropout _,
          Layer.DropPath _,
          Layer.Linear _ ->
          false;
    };
  }

  /// In multiply-adds: a step costs as much as 200,000 of them, as timings of ten networks of this
  /// size on one thread had it (0.005 ms a step, 0.025 ms a million multiply-adds). Multiply-adds
  /// alone would call MobileNetV2, which is deep and narrow, twice as fast as it is.
  long estimate() {
    return multiplyAdds + 200_000 * steps;
  }
}
