package dev.archway.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command line as a process of its own.
public final class ArchwayProcess {
  private ArchwayProcess() {}

  /// A command that is ready to be started.
  ///
  /// @param properties options of the Java machine, such as `-Darchway.root=...`
  public static ProcessBuilder builder(List<String> properties, List<String> arguments) {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(properties);
    line.addAll(
        List.of(
            "-Xmx256m", "-cp", System.getProperty("java.class.path"), ArchwayMain.class.getName()));
    line.addAll(arguments);
    return new ProcessBuilder(line);
  }
}
