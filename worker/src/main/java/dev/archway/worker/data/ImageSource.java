package dev.archway.worker.data;

import dev.archway.core.recipe.Dataset;
import java.nio.file.Path;
import java.util.List;

/// A data set on this machine's disk. Training and test images are opened apart, so that what
/// trains never touches the test file.
///
/// @param trainFiles files of equally many images each
public record ImageSource(Dataset dataset, Path folder, List<Path> trainFiles, Path testFile) {
  public ImageSource {
    trainFiles = List.copyOf(trainFiles);
  }

  /// Opens the training images, from which validation images are held out.
  public Images train() throws DataException {
    return Images.map(dataset, trainFiles, dataset.trainImages() / trainFiles.size());
  }

  /// Opens the test images, which no search may see.
  public Images test() throws DataException {
    return Images.map(dataset, List.of(testFile), dataset.testImages());
  }

  /// Refuses a folder in which a file is missing or has another size; opens none.
  ImageSource checked() throws DataException {
    int pixelBytes = Math.toIntExact(dataset.image().elements());
    for (var file : trainFiles) {
      Images.requireSize(file, dataset.trainImages() / trainFiles.size(), pixelBytes);
    }
    Images.requireSize(testFile, dataset.testImages(), pixelBytes);
    return this;
  }
}
