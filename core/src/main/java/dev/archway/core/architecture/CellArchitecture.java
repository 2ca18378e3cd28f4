package dev.archway.core.architecture;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.archway.core.network.FeatureShape;
import dev.archway.core.network.Network;

/// A normal and a reduction cell, and how a network is stacked of them (Zoph et al. 2018, figure
/// 2).
@JsonTypeName("cells")
public record CellArchitecture(String name, Cell normal, Cell reduction, Skeleton skeleton)
    implements NetworkArchitecture {

  /// What stands around the cells.
  ///
  /// @param stemFilters filters of the 3x3 convolution that reads the image
  /// @param repeats N: normal cells in a row, three times, with a reduction cell in between
  /// @param filters F: filters of the first normal cells; they double at each reduction cell
  /// @param auxiliary whether training has scores at two thirds of the depth, too
  public record Skeleton(Stem stem, int stemFilters, int repeats, int filters, boolean auxiliary) {
    public Skeleton {
      if (stemFilters < 1 || repeats < 1 || repeats > 100 || filters < 1) {
        throw new IllegalArgumentException(
            "A skeleton of cells has stem filters and filters of at least 1 and 1..100 repeats, but has %d, %d and %d."
                .formatted(stemFilters, filters, repeats));
      }
      if (stem == Stem.IMAGENET && filters % 4 != 0) {
        throw new IllegalArgumentException(
            "The ImageNet stem's cells have a quarter and a half of the filters, so these are divisible by 4, but are "
                + (filters + "."));
      }
    }

    /// The published stem for 32x32 images: three times the first cells' filters.
    public static Skeleton cifar(int repeats, int filters) {
      return new Skeleton(Stem.CIFAR, 3 * filters, repeats, filters, true);
    }

    /// The published stem of the mobile network for 224x224 images: 32 filters.
    public static Skeleton imageNet(int repeats, int filters) {
      return new Skeleton(Stem.IMAGENET, 32, repeats, filters, true);
    }
  }

  /// What stands before the first normal cell (figure 2).
  public enum Stem {
    /// A 3x3 convolution.
    CIFAR,
    /// A 3x3 convolution of stride 2 and two reduction cells, of a quarter and a half of the
    /// filters.
    IMAGENET
  }

  @Override
  public Network expand(FeatureShape input, int classes) {
    return new CellExpansion(this, input, classes).expand();
  }

  /// The same cells in another skeleton: a cell that was found on small images carried over to
  /// large ones.
  public CellArchitecture in(Skeleton other) {
    return new CellArchitecture(name, normal, reduction, other);
  }

  @Override
  public String text() {
    return "normal[" + normal.text() + "] reduction[" + reduction.text() + "]";
  }
}
