package dev.archway.cli.doctor;

import dev.archway.cli.local.DataCheck;
import dev.archway.cli.local.Installation;
import dev.archway.cli.terminal.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The real images that trials are trained on, as the worker finds them.
sealed interface ImagesCheck extends Check {
  String SUBJECT = "images";

  /// They are there, and none is missing.
  record Whole() implements ImagesCheck {
    @Override
    public Verdict verdict() {
      return Verdict.ok(SUBJECT, "CIFAR-10 is here and whole");
    }
  }

  /// No folder was named, and the cache has none.
  record Nowhere() implements ImagesCheck {
    @Override
    public Verdict verdict() {
      return Verdict.warning(
          SUBJECT,
          "CIFAR-10 is not here: the demo downloads it (%s), or name its folder with --data"
              .formatted(DataCheck.DOWNLOAD));
    }
  }

  /// The folder that was named lacks them, or they are damaged.
  ///
  /// @param why in the worker's words
  record Unusable(String why) implements ImagesCheck {
    @Override
    public Verdict verdict() {
      return Verdict.failure(
          SUBJECT, why + "\nPut that right, or name another folder with --data.");
    }
  }

  /// The worker does not answer.
  ///
  /// @param why a sentence that says what to do
  record Unanswered(String why) implements ImagesCheck {
    @Override
    public Verdict verdict() {
      return Verdict.failure(SUBJECT, why);
    }
  }

  /// Downloads nothing. The home's own log is left alone, because the home may be another's.
  static ImagesCheck ask(Installation installation, Optional<Path> data) {
    try {
      var log = Files.createTempFile("archway-doctor-", ".log");
      var found = ask(new DataCheck(installation, log), data);
      if (!(found instanceof Unanswered broken && broken.why().contains(log.toString()))) {
        Files.delete(log);
      }
      return found;
    } catch (IOException e) {
      return new Unanswered("They cannot be looked for: " + e + ".");
    }
  }

  private static ImagesCheck ask(DataCheck check, Optional<Path> data) {
    try {
      return switch (check.ask(data, false)) {
        case DataCheck.Images.Whole _ -> new Whole();
        case DataCheck.Images.Nowhere _ -> new Nowhere();
        case DataCheck.Images.Unusable(var why) -> new Unusable(why);
      };
    } catch (Refusal e) {
      return new Unanswered(e.sentence());
    }
  }
}
