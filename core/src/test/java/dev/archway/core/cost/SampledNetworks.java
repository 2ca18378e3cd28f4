package dev.archway.core.cost;

import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Network;
import dev.archway.core.space.Spaces;
import dev.archway.core.zoo.MobileNetV2;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// The networks on which laws are tested: some of every space, and the best known one.
final class SampledNetworks {
  private static final int A_SPACE = 100;

  private SampledNetworks() {}

  static Network mobileNetV2() {
    return MobileNetV2.imageNet(1.0).expand(new FeatureShape(3, 224, 224), 1000);
  }

  static List<Network> all() {
    var networks = new ArrayList<>(List.of(mobileNetV2()));
    var random = new SplittableRandom(4);
    for (var space : Spaces.all()) {
      var decisions = space.decisions();
      for (int i = 0; i < A_SPACE; i++) {
        var architecture = space.decode(decisions.sample(random));
        networks.add(architecture.expand(new FeatureShape(3, 32, 32), 10));
      }
    }
    return networks;
  }
}
