package dev.archway.core.recipe;

/// How a trial is trained, so that two trials of one recipe differ in their network and seed only.
///
/// @param dataset the name of a data set; training never reads its test images
/// @param trainImages how many different training images are seen, drawn by `splitSeed` from those
///   that are not held out
/// @param validationImages how many training images are held out, drawn by `splitSeed`; the
///   accuracy of a trial is the share of these that it gets right after the last epoch
public record Recipe(
    String dataset,
    int trainImages,
    int validationImages,
    long splitSeed,
    int epochs,
    int batchSize,
    Optimizer optimizer,
    Schedule schedule,
    Augmentation augmentation,
    double labelSmoothing) {
  public Recipe {
    Rules.require(trainImages >= 1, "trainImages", trainImages, "1..");
    Rules.require(validationImages >= 1, "validationImages", validationImages, "1..");
    Rules.require(epochs >= 1 && epochs <= 10_000, "epochs", epochs, "1..10000");
    Rules.require(
        batchSize >= 2 && batchSize <= trainImages, "batchSize", batchSize, "2..trainImages");
    Rules.require(
        labelSmoothing >= 0 && labelSmoothing < 1, "labelSmoothing", labelSmoothing, "[0, 1)");
  }

  /// The recipe of the demo: one pass over 10,000 images, in small batches because so short a
  /// training gains more from steps than from their precision.
  public static Recipe demo(String dataset) {
    return new Recipe(
        dataset,
        10_000,
        2_000,
        0,
        1,
        32,
        new Optimizer.Sgd(0.05, 0.9, true, 5e-4),
        new Schedule.Cosine(0.1),
        new Augmentation(4, true),
        0);
  }

  /// This recipe over another number of images.
  public Recipe withImages(int train, int validation) {
    return new Recipe(
        dataset,
        train,
        validation,
        splitSeed,
        epochs,
        batchSize,
        optimizer,
        schedule,
        augmentation,
        labelSmoothing);
  }

  /// Steps in one epoch; an incomplete last batch is dropped, so that every step sees `batchSize`.
  public int stepsPerEpoch() {
    return trainImages / batchSize;
  }

  public long steps() {
    return (long) epochs * stepsPerEpoch();
  }
}
