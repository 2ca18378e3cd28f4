package dev.archway.cli.experiment;

import dev.archway.cli.terminal.Refusal;
import dev.archway.client.ArchwayClient;
import dev.archway.client.ExportFormat;
import dev.archway.client.TrialFilter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/// The trials of an experiment as a file, however many there are.
public record Export(
    ArchwayClient client, UUID experiment, ExportFormat format, TrialFilter filter) {

  /// Prints them as they come.
  public void into(PrintStream out) {
    client.trials().export(experiment, format, filter, out);
    out.flush();
  }

  /// Writes them into a file that appears whole or not at all.
  public void into(Path file) {
    var part = file.resolveSibling(file.getFileName() + ".part");
    try {
      try {
        write(part);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new Refusal(
          "File %s cannot be written: is there room, and a folder that is yours?".formatted(file),
          e);
    }
  }

  private void write(Path file) throws IOException {
    try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
      client.trials().export(experiment, format, filter, out);
    }
  }
}
