package dev.archway.cli.network;

import dev.archway.client.Json;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/// `-o`: whether a command's result is for people or for programs.
public final class Output {
  /// The forms of a result.
  enum Form {
    TABLE,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "table",
      description = "table, or json on one line. Default: table")
  private Form form = Form.TABLE;

  /// Whether the result is for a program.
  public boolean json() {
    return form == Form.JSON;
  }

  /// Prints a result of which one form costs time that the other need not take.
  public void print(PrintStream out, Supplier<?> value, Supplier<String> text) {
    switch (form) {
      case TABLE -> out.print(text.get());
      case JSON -> out.println(Json.mapper().writeValueAsString(value.get()));
    }
  }

  /// Prints a result: `text` as it is, or `value` as JSON.
  public void print(PrintStream out, Object value, String text) {
    print(out, () -> value, () -> text);
  }
}
