package dev.archway.cli.local;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Signals that Java cannot send by itself.
final class Signals {
  private Signals() {}

  /// @param name without SIG, such as `STOP`
  static void send(String name, ProcessHandle... to) throws IOException, InterruptedException {
    send(name, Stream.of(to).map(process -> Long.toString(process.pid())).toList());
  }

  static void sendToGroup(String name, long leader) throws IOException, InterruptedException {
    send(name, List.of("-" + leader));
  }

  private static void send(String name, List<String> to) throws IOException, InterruptedException {
    var line = new ArrayList<>(List.of("kill", "-s", name, "--"));
    line.addAll(to);
    // Some of them may have ended by themselves meanwhile.
    new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor();
  }
}
