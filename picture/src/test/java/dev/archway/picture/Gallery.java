package dev.archway.picture;

import dev.archway.core.space.Spaces;
import dev.archway.core.zoo.KnownNetwork;
import dev.archway.core.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/// Writes pictures of everything known into a folder, to be looked at.
final class Gallery {
  private static final KnownNetwork.Form SMALL = KnownNetwork.Form.CIFAR;
  private static final int SEED = 8;

  private Gallery() {}

  public static void main(String[] arguments) throws IOException {
    var folder = Files.createDirectories(Path.of(arguments[0]));
    for (var known : Zoo.known()) {
      var form = known.forms().getFirst();
      var architecture = Zoo.named(known.name(), 1, form.image()).orElseThrow();
      write(folder, known.name(), Pictures.svg(architecture, form.image(), form.classes()));
      var network = architecture.expand(form.image(), form.classes());
      write(folder, known.name() + "-in-full", NetworkPicture.svg(network));
    }
    var random = new SplittableRandom(SEED);
    for (var space : Spaces.all()) {
      var architecture = space.decode(space.decisions().sample(random));
      var svg = Pictures.svg(architecture, SMALL.image(), SMALL.classes());
      write(folder, "sample-of-" + space.name(), svg);
    }
  }

  private static void write(Path folder, String name, String svg) throws IOException {
    Files.writeString(folder.resolve(name + ".svg"), svg);
  }
}
