package dev.archway.cli.experiment;

import dev.archway.cli.terminal.Refusal;
import dev.archway.client.Draft;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/// Where a person has written a draft.
public final class DraftFile {
  private static final String STANDARD_INPUT = "-";

  private DraftFile() {}

  /// The draft in a file, whose name's end says whether it is JSON; else it is YAML, as it is in
  /// the standard input.
  public static Draft read(String file, InputStream in) {
    try {
      if (file.equals(STANDARD_INPUT)) {
        return Draft.yaml(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
      var text = Files.readString(Path.of(file));
      return file.toLowerCase(Locale.ROOT).endsWith(".json") ? Draft.json(text) : Draft.yaml(text);
    } catch (IOException | InvalidPathException e) {
      throw new Refusal("File " + file + " cannot be read: it is missing, or no text.", e);
    }
  }
}
