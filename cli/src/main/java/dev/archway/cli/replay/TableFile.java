package dev.archway.cli.replay;

import dev.archway.cli.terminal.Refusal;
import dev.archway.controller.replay.InvalidTableException;
import dev.archway.controller.replay.ResultTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A file of known results.
public record TableFile(Path file, ResultTable.Columns columns) {

  /// Refuses with every fault of the file.
  ResultTable read() {
    try {
      return ResultTable.read(Files.readString(file), columns);
    } catch (NoSuchFileException e) {
      throw new Refusal("There is no file " + file + ".", e);
    } catch (IOException e) {
      throw new Refusal("File " + file + " cannot be read: " + e.getMessage() + ".", e);
    } catch (InvalidTableException e) {
      throw new Refusal(
          "File " + file + " is no table of results:\n  " + String.join("\n  ", e.faults()), e);
    }
  }
}
