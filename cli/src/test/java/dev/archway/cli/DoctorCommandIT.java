package dev.archway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.cli.local.Home;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The command as people run it, in a clone whose worker only pretends: it knows of no images.
@Timeout(120)
class DoctorCommandIT {
  private static final String WORKER =
      """
      package dev.archway.worker.supervisor;

      public class WorkerMain {
        public static void main(String[] arguments) {
          System.err.println("No CIFAR-10 on this machine.");
          System.exit(3);
        }
      }
      """;

  @TempDir private static Path clone;
  @TempDir private Path folder;

  @BeforeAll
  static void buildAWorker() throws IOException {
    var target = Files.createDirectories(clone.resolve("worker/target"));
    var source = Files.writeString(clone.resolve("WorkerMain.java"), WORKER);
    var classes = Files.createDirectory(target.resolve("classes"));
    var compiler = ToolProvider.getSystemJavaCompiler();
    int status = compiler.run(null, null, null, "-d", classes.toString(), source.toString());
    assertThat(status).isZero();
    Files.createFile(target.resolve("worker-1.jar"));
    Files.writeString(target.resolve("runtime-classpath"), classes.toString());
  }

  private Command doctor(Path home, int port) throws Exception {
    var temporary = Files.createDirectories(folder.resolve("temporary"));
    var properties = List.of("-Darchway.root=" + clone, "-Djava.io.tmpdir=" + temporary);
    var arguments = List.of("doctor", "--home", home.toString(), "--port", Integer.toString(port));
    var doctor = Command.archway(properties, arguments);
    assertThat(doctor.err()).isEmpty();
    return doctor;
  }

  private Path existingHome() throws IOException {
    return Files.createDirectory(folder.resolve("home"));
  }

  @Test
  void findsAMachineFitOnWhichArchwayRuns() throws Exception {
    var doctor = doctor(existingHome(), 0);
    assertThat(doctor.status()).as(doctor.toString()).isZero();
    assertThat(doctor.out().lines())
        .hasSize(9)
        .noneMatch(line -> line.startsWith("FAIL"))
        .anyMatch(line -> line.matches("ok    JDK         \\w.*"))
        .anyMatch(line -> line.startsWith("warn  images      CIFAR-10 is not here"));
  }

  @Test
  void leavesEverythingAsItWas() throws Exception {
    var home = folder.resolve("missing/home");
    var doctor = doctor(home, 0);
    assertThat(doctor.out()).contains("ok    home        " + home + " is not there yet");
    assertThat(home.getParent()).doesNotExist();
    var empty = existingHome();
    assertThat(doctor(empty, 0).status()).isZero();
    assertThat(empty).isEmptyDirectory();
    assertThat(folder.resolve("temporary")).isEmptyDirectory();
  }

  @Test
  void findsAMachineUnfitWhosePortIsTaken() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      var doctor = doctor(existingHome(), port);
      assertThat(doctor.status()).isEqualTo(1);
      assertThat(doctor.out().lines())
          .filteredOn(line -> line.startsWith("FAIL"))
          .containsExactly("FAIL  port        " + port + " is taken; choose another with --port");
    }
  }

  @Test
  void findsAMachineUnfitWhoseHomeCannotBeWrittenTo() throws Exception {
    var home = Files.createFile(folder.resolve("file")).resolve("home");
    var doctor = doctor(home, 0);
    assertThat(doctor.status()).isEqualTo(1);
    assertThat(doctor.out()).contains("FAIL  home        " + home + " cannot be used");
  }

  @Test
  void namesTheArchwayThatUsesTheHomeAndLeavesItsLock() throws Exception {
    var own = Long.toString(ProcessHandle.current().pid());
    try (var home = Home.take(existingHome());
        var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var doctor = doctor(home.folder(), taken.getLocalPort());
      assertThat(doctor.status()).as(doctor.toString()).isZero();
      assertThat(doctor.out()).contains("in use by another Archway, process " + own);
      assertThat(doctor(home.folder(), 0).out()).contains("process " + own);
      // Last, because a process that closes the file lets its lock go.
      assertThat(home.folder().resolve("archway.lock")).hasContent(own);
    }
  }

  @Test
  void refusesAPortThatIsNone() throws Exception {
    var doctor = Command.archway("doctor", "--port", "70000", "--home", folder.toString());
    assertThat(doctor.refusedInOneLine()).as(doctor.toString()).isTrue();
    assertThat(doctor.err()).contains("70000");
  }

  @Test
  void explainsItself() throws Exception {
    var help = Command.archway("doctor", "--help");
    assertThat(help.status()).isZero();
    assertThat(help.out()).contains("--home", "--data", "--port", "Status:", "FAIL");
  }
}
