package dev.archway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.cli.local.Home;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ArchwayMainIT {
  @TempDir private Path folder;

  @Test
  void refusesAPortThatIsTaken() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = Integer.toString(taken.getLocalPort());
      var up = Command.archway("up", "--port", port, "--home", folder.toString());
      assertThat(up.refusedInOneLine()).as(up.toString()).isTrue();
      assertThat(up.err()).contains("Port " + port + " is taken", "--port");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-3"})
  void refusesADemoWithoutTrials(String trials) throws Exception {
    var demo = Command.archway("demo", "--trials", trials, "--home", folder.toString());
    assertThat(demo.refusedInOneLine()).as(demo.toString()).isTrue();
    assertThat(demo.err()).contains("--trials", "is " + trials + ".");
  }

  @Test
  void refusesAHomeThatCannotBeWrittenTo() throws Exception {
    // Not by permissions: those do not stop root, as whom tests may run.
    var home = Files.createFile(folder.resolve("file")).resolve("home");
    var demo = Command.archway("demo", "--home", home.toString(), "--port", "0");
    assertThat(demo.refusedInOneLine()).as(demo.toString()).isTrue();
    assertThat(demo.err()).contains(home.toString(), "cannot be written to", "--home");
  }

  @Test
  void refusesAHomeThatIsInUse() throws Exception {
    try (var _ = Home.take(folder)) {
      var up = Command.archway("up", "--home", folder.toString(), "--port", "0");
      assertThat(up.refusedInOneLine()).as(up.toString()).isTrue();
      assertThat(up.err()).contains("in use", "process " + ProcessHandle.current().pid());
    }
  }

  @Test
  void refusesASpaceThatItDoesNotKnowAndNamesThoseItDoes() throws Exception {
    var demo = Command.archway("demo", "--space", "mnasnet-smal", "--home", folder.toString());
    assertThat(demo.refusedInOneLine()).as(demo.toString()).isTrue();
    assertThat(demo.err()).contains("mnasnet-smal'", "mnasnet-small");
  }

  @Test
  void refusesAReportThatCouldNotBeWritten() throws Exception {
    var file = folder.resolve("missing/r.json").toString();
    var demo = Command.archway("demo", "--report", file, "--home", folder.toString());
    assertThat(demo.refusedInOneLine()).as(demo.toString()).isTrue();
    assertThat(demo.err()).contains(file);
  }

  @Test
  void refusesAnOptionThatItDoesNotKnow() throws Exception {
    var demo = Command.archway("demo", "--trails", "6");
    assertThat(demo.status()).isNotZero();
    assertThat(demo.err()).contains("--trails", "archway demo --help").hasLineCount(2);
  }

  @Test
  void refusesANumberThatIsNone() throws Exception {
    var demo = Command.archway("demo", "--port", "http");
    assertThat(demo.status()).isNotZero();
    assertThat(demo.err()).contains("--port", "http").doesNotContain("Exception");
  }

  @Test
  void explainsItself() throws Exception {
    var help = Command.archway("--help");
    assertThat(help.status()).isZero();
    assertThat(help.out()).contains("up", "demo", "doctor");
    var demo = Command.archway("demo", "--help");
    assertThat(demo.out())
        .contains("--space", "--trials", "--data", "--home", "--port", "--report", "--exit");
    assertThat(Command.archway("--version").out()).startsWith("archway ");
  }
}
