package dev.archway.core.recipe;

import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Images;
import java.util.List;
import java.util.Optional;

/// What the service and the workers must agree on about a data set. The images themselves are known
/// to workers only.
///
/// @param real whether it shows photographs that people published, as opposed to drawn ones
/// @param mean each channel's mean over the training images, pixels scaled to 0..1
/// @param deviation each channel's standard deviation over the training images
public record Dataset(
    String name,
    boolean real,
    FeatureShape image,
    List<String> classes,
    int trainImages,
    int testImages,
    List<Double> mean,
    List<Double> deviation) {
  /// CIFAR-10 (Krizhevsky 2009).
  public static final Dataset CIFAR_10 =
      new Dataset(
          "cifar-10",
          true,
          new FeatureShape(3, 32, 32),
          List.of(
              "airplane",
              "automobile",
              "bird",
              "cat",
              "deer",
              "dog",
              "frog",
              "horse",
              "ship",
              "truck"),
          50_000,
          10_000,
          List.of(0.4914, 0.4822, 0.4465),
          List.of(0.2470, 0.2435, 0.2616));

  /// Drawn shapes and textures of CIFAR-10's form, for places where that cannot be had.
  public static final Dataset GENERATED =
      new Dataset(
          "generated-10",
          false,
          new FeatureShape(3, 32, 32),
          List.of(
              "disc",
              "ring",
              "square",
              "triangle",
              "cross",
              "stripes",
              "checks",
              "dots",
              "waves",
              "gradient"),
          20_000,
          4_000,
          List.of(0.5, 0.5, 0.5),
          List.of(0.25, 0.25, 0.25));

  public Dataset {
    classes = List.copyOf(classes);
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
  }

  /// What its networks are made for.
  public Images images() {
    return new Images(image, classes.size());
  }

  public static List<Dataset> all() {
    return List.of(CIFAR_10, GENERATED);
  }

  public static Optional<Dataset> named(String name) {
    return all().stream().filter(d -> d.name().equals(name)).findFirst();
  }
}
