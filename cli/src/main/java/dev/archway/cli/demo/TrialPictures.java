package dev.archway.cli.demo;

import dev.archway.cli.terminal.Refusal;
import dev.archway.core.experiment.TrialView;
import dev.archway.picture.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The best architectures of a demo, drawn.
///
/// @param files the best first
record TrialPictures(List<Path> files) {
  private static final int DRAWN = 3;

  TrialPictures {
    files = List.copyOf(files);
  }

  static TrialPictures draw(DemoPlan plan, List<TrialView> trials) {
    var files = new ArrayList<Path>();
    for (var trial : Ranking.byReward(trials).stream().limit(DRAWN).toList()) {
      var architecture = plan.space().decode(trial.choices().orElseThrow());
      var dataset = plan.dataset();
      var svg = Pictures.svg(architecture, dataset.image(), dataset.classes().size());
      var file = plan.folder().picture(trial.number());
      try {
        files.add(Files.writeString(file, svg));
      } catch (IOException e) {
        throw new Refusal("The picture cannot be written to " + file + ".", e);
      }
    }
    return new TrialPictures(files);
  }
}
