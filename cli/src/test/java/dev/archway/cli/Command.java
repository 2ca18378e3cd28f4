package dev.archway.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A command as a person at a terminal would run it: its status and what it printed.
record Command(int status, String out, String err) {

  static Command archway(String... arguments) throws IOException, InterruptedException {
    return archway(List.of(), List.of(arguments));
  }

  /// @param properties options of the Java machine, such as `-Darchway.root=...`
  static Command archway(List<String> properties, List<String> arguments)
      throws IOException, InterruptedException {
    return run(ArchwayProcess.builder(properties, arguments));
  }

  static Command run(ProcessBuilder builder) throws IOException, InterruptedException {
    var process = builder.start();
    process.getOutputStream().close();
    var err = new StringBuilder();
    var reader =
        Thread.ofVirtual()
            .start(() -> process.errorReader().lines().forEach(l -> err.append(l).append('\n')));
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    reader.join();
    return new Command(status, out, err.toString());
  }

  /// Whether what was refused was refused in so many words, and with nothing else.
  boolean refusedInOneLine() {
    return status != 0 && out.isEmpty() && err.lines().count() == 1;
  }
}
