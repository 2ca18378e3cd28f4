package dev.archway.cli.network;

import dev.archway.cli.terminal.Refusal;
import dev.archway.core.architecture.CellArchitecture;
import dev.archway.core.architecture.GraphArchitecture;
import dev.archway.core.architecture.NetworkArchitecture;
import dev.archway.core.architecture.ScaledArchitecture;
import dev.archway.core.architecture.StagedArchitecture;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Network;
import dev.archway.core.zoo.GivenNetwork;
import dev.archway.core.zoo.KnownNetwork;
import dev.archway.core.zoo.Zoo;
import dev.archway.picture.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A network that somebody asks about, and in what form.
///
/// @param argument the zoo's name, a file or a text, see [NetworkArgument]
/// @param resolution by default what the network was made for
/// @param stem to stack a network of cells anew for such images
public record NetworkQuestion(
    String argument,
    double width,
    Optional<Integer> resolution,
    Optional<Integer> classes,
    Optional<CellArchitecture.Stem> stem) {
  private static final int MOST_PIXELS = 4096;
  private static final int MOST_CLASSES = 1_000_000;

  /// What was asked about, at its width, for its images.
  ///
  /// @param name without the width
  public record Answer(
      String name, NetworkArchitecture architecture, FeatureShape image, int classes) {
    public Network network() {
      return architecture.expand(image, classes);
    }

    /// Writes the picture that shows it best.
    ///
    /// @throws Refusal the file cannot be written
    public void draw(Path file) {
      try {
        Files.writeString(file, Pictures.svg(architecture, image, classes));
      } catch (IOException e) {
        throw new Refusal("The picture cannot be written to " + file + ".", e);
      }
    }
  }

  /// The images and the classes that a network was made for.
  private record Purpose(FeatureShape image, int classes) {
    static Purpose of(KnownNetwork.Form form) {
      return new Purpose(form.image(), form.classes());
    }
  }

  /// What was asked about.
  ///
  /// @throws Refusal there is no such network, or not in that form
  public Answer answer() {
    requireBetween("--resolution", resolution, MOST_PIXELS);
    requireBetween("--classes", classes, MOST_CLASSES);
    var asked = NetworkArgument.of(argument);
    var purpose = purpose(asked);
    int scores = classes.orElse(purpose.classes());
    try {
      var image =
          resolution
              .map(side -> new FeatureShape(purpose.image().channels(), side, side))
              .orElse(purpose.image());
      var architecture = at(asked, image);
      var input = architecture.expand(image, scores).input();
      if (resolution.isPresent() && input.height() != resolution.get()) {
        throw new Refusal(
            "'%s' has a resolution of its own, %d; --resolution cannot change it."
                .formatted(argument, input.height()));
      }
      return new Answer(asked.name(), architecture, image, scores);
    } catch (IllegalArgumentException e) {
      throw new Refusal(String.valueOf(e.getMessage()), e);
    }
  }

  private static void requireBetween(String option, Optional<Integer> value, int most) {
    if (value.isPresent() && (value.get() < 1 || value.get() > most)) {
      throw new Refusal("%s lies in 1..%d, but is %d.".formatted(option, most, value.get()));
    }
  }

  private Purpose purpose(GivenNetwork asked) {
    return stem.map(other -> Purpose.of(form(other)))
        .orElseGet(() ->
            switch (asked) {
              case GivenNetwork.Written written -> Purpose.of(form(written));
              case GivenNetwork.Own own -> purpose(own.architecture());
            });
  }

  private static KnownNetwork.Form form(GivenNetwork.Written written) {
    return Zoo.known().stream()
        .filter(known -> known.name().equals(written.text()))
        .map(known -> known.forms().getFirst())
        .findFirst()
        .orElse(KnownNetwork.Form.IMAGENET);
  }

  private static KnownNetwork.Form form(CellArchitecture.Stem stem) {
    return switch (stem) {
      case CIFAR -> KnownNetwork.Form.CIFAR;
      case IMAGENET -> KnownNetwork.Form.IMAGENET;
    };
  }

  /// What one's own network was made for: a graph says it itself, of others the kind of images is
  /// known.
  private static Purpose purpose(NetworkArchitecture architecture) {
    return switch (architecture) {
      case GraphArchitecture graph ->
          new Purpose(graph.network().input(), graph.network().classes());
      case CellArchitecture cells -> Purpose.of(form(cells.skeleton().stem()));
      case ScaledArchitecture scaled ->
          Purpose.of(
              scaled.resolution() <= KnownNetwork.Form.CIFAR.image().height()
                  ? KnownNetwork.Form.CIFAR
                  : KnownNetwork.Form.IMAGENET);
      case StagedArchitecture _ -> Purpose.of(KnownNetwork.Form.IMAGENET);
    };
  }

  private NetworkArchitecture at(GivenNetwork asked, FeatureShape image) {
    return stem.isEmpty()
        ? asked.at(width, image)
        : GivenNetwork.of(stacked(asked.at(1, image), stem.get())).at(width, image);
  }

  private NetworkArchitecture stacked(
      NetworkArchitecture architecture, CellArchitecture.Stem other) {
    if (!(architecture instanceof CellArchitecture cells)) {
      throw new Refusal(
          "--stem stacks cells anew, but '%s' is no network of cells.".formatted(argument));
    }
    var skeleton = cells.skeleton();
    return cells.in(
        switch (other) {
          case CIFAR -> CellArchitecture.Skeleton.cifar(skeleton.repeats(), skeleton.filters());
          case IMAGENET ->
              CellArchitecture.Skeleton.imageNet(skeleton.repeats(), skeleton.filters());
        });
  }
}
