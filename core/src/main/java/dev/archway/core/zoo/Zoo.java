package dev.archway.core.zoo;

import dev.archway.core.architecture.GraphArchitecture;
import dev.archway.core.architecture.NetworkArchitecture;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.transformation.WidthMultiplier;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;

/// The known networks by name.
public final class Zoo {
  /// Images of up to this side get the form for 32x32.
  private static final int SMALL_IMAGE = 64;

  private static final List<KnownNetwork.Form> BOTH = List.of(KnownNetwork.Form.values());
  private static final List<KnownNetwork.Form> LARGE = List.of(KnownNetwork.Form.IMAGENET);
  private static final List<KnownNetwork.Form> SMALL = List.of(KnownNetwork.Form.CIFAR);

  /// How a known network is built at a width, for images such as ImageNet's and for small ones.
  private record Entry(
      KnownNetwork known,
      DoubleFunction<? extends NetworkArchitecture> large,
      DoubleFunction<? extends NetworkArchitecture> small) {}

  private static final List<Entry> ENTRIES =
      List.of(
          new Entry(
              new KnownNetwork(
                  MobileNetV1.NAME,
                  "MobileNetV1: depthwise-separable layers (Howard et al. 2017)",
                  List.of(0.25, 0.5, 0.75, 1.0),
                  BOTH),
              MobileNetV1::imageNet,
              MobileNetV1::cifar),
          new Entry(
              new KnownNetwork(
                  MobileNetV2.NAME,
                  "MobileNetV2: inverted residuals (Sandler et al. 2018)",
                  List.of(0.35, 0.5, 0.75, 1.0, 1.3, 1.4),
                  BOTH),
              MobileNetV2::imageNet,
              MobileNetV2::cifar),
          new Entry(
              new KnownNetwork(
                  MobileNetV3.LARGE,
                  "MobileNetV3-Large: searched bottlenecks, hard-swish (Howard et al. 2019)",
                  List.of(0.75, 1.0),
                  LARGE),
              MobileNetV3::large,
              MobileNetV3::large),
          new Entry(
              new KnownNetwork(
                  MobileNetV3.SMALL,
                  "MobileNetV3-Small: searched bottlenecks, hard-swish (Howard et al. 2019)",
                  List.of(0.75, 1.0),
                  LARGE),
              MobileNetV3::small,
              MobileNetV3::small),
          new Entry(
              new KnownNetwork(
                  ShuffleNetV2.NAME,
                  "ShuffleNetV2: channel split and shuffle (Ma et al. 2018)",
                  ShuffleNetV2.widths(),
                  BOTH),
              ShuffleNetV2::imageNet,
              ShuffleNetV2::cifar),
          new Entry(
              new KnownNetwork(
                  NasNetA.NAME,
                  "NASNet-A: searched cells, 4 @ 1056, and 6 @ 768 for 32x32 (Zoph et al. 2018)",
                  List.of(1.0),
                  BOTH),
              multiplied(NasNetA.NAME, NasNetA.imageNet(), KnownNetwork.Form.IMAGENET),
              multiplied(NasNetA.NAME, NasNetA.cifar(), KnownNetwork.Form.CIFAR)),
          mnasNet(
              new KnownNetwork(
                  MnasNet.A1_NAME,
                  "MnasNet-A1: searched blocks with squeeze-excite (Tan et al. 2019)",
                  List.of(0.35, 0.5, 0.75, 1.0, 1.4),
                  LARGE),
              MnasNet::a1),
          mnasNet(
              new KnownNetwork(
                  MnasNet.B1_NAME,
                  "MnasNet-B1: searched blocks (Tan et al. 2019)",
                  List.of(1.0),
                  LARGE),
              MnasNet::b1),
          mnasNet(
              new KnownNetwork(
                  MnasNet.SMALL_NAME,
                  "MnasNet-small: searched for 22 ms (Tan et al. 2019)",
                  List.of(1.0),
                  LARGE),
              MnasNet::small),
          resNet(ResNet.NAME_20, 20),
          resNet(ResNet.NAME_56, 56));

  private Zoo() {}

  private static Entry mnasNet(
      KnownNetwork known, DoubleFunction<? extends NetworkArchitecture> form) {
    return new Entry(known, form, form);
  }

  /// A network that was published at one width, at any: its graph's channels are multiplied.
  private static DoubleFunction<NetworkArchitecture> multiplied(
      String name, NetworkArchitecture architecture, KnownNetwork.Form form) {
    return width -> {
      if (width == 1) {
        return architecture;
      }
      var multiplied =
          WidthMultiplier.apply(architecture.expand(form.image(), form.classes()), width);
      return new GraphArchitecture(multiplied.named(name + "-x" + width));
    };
  }

  private static Entry resNet(String name, int depth) {
    var description = "ResNet of %d layers for 32x32 images (He et al. 2016)".formatted(depth);
    DoubleFunction<NetworkArchitecture> form = width -> ResNet.cifar(depth, width);
    return new Entry(new KnownNetwork(name, description, List.of(1.0), SMALL), form, form);
  }

  /// What there is to choose from.
  public static List<KnownNetwork> known() {
    return ENTRIES.stream().map(Entry::known).toList();
  }

  /// The names that [#named] knows.
  public static List<String> names() {
    return known().stream().map(KnownNetwork::name).toList();
  }

  /// A known network at a width, in the form the literature uses for images of that size. Refuses a
  /// width that the network does not come in; most come in any, not only in those of their paper.
  public static Optional<NetworkArchitecture> named(String name, double width, FeatureShape image) {
    return ENTRIES.stream()
        .filter(entry -> entry.known().name().equals(name))
        .findFirst()
        .map(entry -> image.height() <= SMALL_IMAGE ? entry.small() : entry.large())
        .map(form -> form.apply(width));
  }
}
