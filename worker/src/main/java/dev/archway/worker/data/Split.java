package dev.archway.worker.data;

import dev.archway.core.recipe.Recipe;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Which training images are learned from and which are held out to validate on. Indices count over
/// all training images.
@SuppressWarnings("ArrayRecordComponent")
public record Split(int[] train, int[] validation) {

  /// The split that a recipe asks for: a shuffle by its `splitSeed`, whose beginning is held out.
  /// The held-out images of one seed and size are thus the same, however many are trained on.
  ///
  /// @param available how many training images there are
  public static Split of(Recipe recipe, int available) {
    int held = recipe.validationImages();
    if (held > available - recipe.trainImages()) {
      throw new IllegalArgumentException(
          "Recipe asks for %d training and %d validation images, but data set %s has %d."
              .formatted(recipe.trainImages(), held, recipe.dataset(), available));
    }
    var shuffled = new int[available];
    Arrays.setAll(shuffled, i -> i);
    shuffle(shuffled, Seeds.generator(Seeds.Use.SPLIT, recipe.splitSeed(), 0));
    return new Split(
        Arrays.copyOfRange(shuffled, held, held + recipe.trainImages()),
        Arrays.copyOf(shuffled, held));
  }

  /// Fisher and Yates, as given by Durstenfeld 1964.
  static void shuffle(int[] values, RandomGenerator random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }
}
