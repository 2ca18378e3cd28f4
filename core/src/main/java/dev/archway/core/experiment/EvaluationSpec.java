package dev.archway.core.experiment;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.archway.core.network.Images;
import dev.archway.core.recipe.Dataset;
import dev.archway.core.recipe.Recipe;
import java.util.Optional;

/// Who finds out how accurate an experiment's architectures are.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface EvaluationSpec {

  /// What the networks are made for; absent if architectures stand for no networks, or if the
  /// recipe's data set is unknown.
  Optional<Images> images();

  /// Archway's workers train each network.
  ///
  /// @param stopping ends hopeless trainings early; none by default
  @JsonTypeName("training")
  record Training(Recipe recipe, Optional<MedianRule> stopping) implements EvaluationSpec {
    /// Every training runs to its end.
    public Training(Recipe recipe) {
      this(recipe, Optional.empty());
    }

    @Override
    public Optional<Images> images() {
      return Dataset.named(recipe.dataset()).map(Dataset::images);
    }
  }

  /// A program of one's own takes each trial through the leases and reports metrics and costs.
  ///
  /// @param images given if the space is one of networks: trials then have a layer graph and all
  ///   costs that follow from it
  @JsonTypeName("own")
  record Own(Optional<Images> images) implements EvaluationSpec {}
}
