package dev.archway.worker.network;

import ai.djl.ndarray.NDArray;
import dev.archway.core.network.Node;
import dev.archway.worker.data.Seeds;
import java.util.random.RandomGenerator;

/// Dropout masks drawn in Java from (seed, step, node), so that they do not hang on the state of a
/// native generator.
public final class DropoutMasks implements Layers.Masks {
  static final Layers.Masks NONE =
      (node, _, _) -> {
        throw new IllegalStateException("Node " + node.name() + " drops nothing in inference.");
      };

  private final long seed;
  private final long step;

  public DropoutMasks(long seed, long step) {
    this.seed = seed;
    this.step = step;
  }

  @Override
  public NDArray mask(Node node, double rate, NDArray values) {
    var random = generator(node);
    var mask = new float[Math.toIntExact(values.size())];
    float kept = (float) (1 / (1 - rate));
    for (int i = 0; i < mask.length; i++) {
      mask[i] = random.nextDouble() < rate ? 0 : kept;
    }
    return values.getManager().create(mask, values.getShape());
  }

  private RandomGenerator generator(Node node) {
    return Seeds.generator(Seeds.Use.DROPOUT, seed + node.name().hashCode(), step);
  }
}
