package dev.archway.cli.local;

import dev.archway.cli.terminal.Refusal;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where the programs lie that the launcher starts. Each runs in a process of its own with the
/// class path of its own module: native libraries of the worker never meet those of the device
/// agent.
public interface Installation {

  /// A module's program: its main class and the options of its Java machine.
  enum Program {
    SEARCH_API("search-api", "dev.archway.searchapi.SearchApi", "-Xmx512m -XX:+UseSerialGC"),
    WORKER("worker", "dev.archway.worker.supervisor.WorkerMain", "-Xmx256m -XX:+UseSerialGC"),
    DEVICE_AGENT(
        "device-agent",
        "dev.archway.device.DeviceMain",
        "-Xmx512m -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED");

    private final String module;
    private final String mainClass;
    private final String options;

    Program(String module, String mainClass, String options) {
      this.module = module;
      this.mainClass = mainClass;
      this.options = options;
    }

    /// The name of its module, its log and its messages.
    public String module() {
      return module;
    }
  }

  /// The class path that `program` is started with.
  String classPath(Program program);

  /// The command line that runs `program` with `arguments` on the Java that runs this.
  default List<String> command(Program program, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(program.options.split(" ")));
    command.addAll(List.of("-cp", classPath(program), program.mainClass));
    command.addAll(arguments);
    return command;
  }

  /// The modules as Maven built them in the folder of a clone: a jar and the list of what it needs.
  static Installation builtIn(Path root) {
    return program -> {
      var target = root.resolve(program.module).resolve("target");
      try (var jars = Files.newDirectoryStream(target, program.module + "-*.jar")) {
        var jar = jars.iterator().next();
        var needed = Files.readString(target.resolve("runtime-classpath")).strip();
        return jar + File.pathSeparator + needed;
      } catch (IOException | java.util.NoSuchElementException e) {
        throw new Refusal(
            "The module %s is not built in %s; run `mvn package` there."
                .formatted(program.module, root),
            e);
      }
    };
  }
}
