package dev.archway.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceMainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @Test
  void helpNamesEveryOption() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains(
            "--server=URL", "--token=TOKEN", "--name=NAME", "--host-lock=DIR", "--stop-with-stdin");
  }

  @Test
  void refusesACommandLineWithoutAServer() {
    assertThat(run("--name", "pi")).isEqualTo(2);
    assertThat(errors.toString()).contains("Missing required option: '--server=URL'");
  }

  @Test
  void refusesAServerThatIsNoAddress() {
    assertThat(run("--server", "localhost:8080", "--name", "pi")).isEqualTo(2);
    assertThat(errors.toString())
        .contains("--server is the address of a service", "but is localhost:8080.");
  }

  @Test
  void refusesABlankName() {
    assertThat(run("--server", "http://localhost:8080", "--name", " ")).isEqualTo(2);
    assertThat(errors.toString()).contains("--name is not blank, but is ' '.");
  }

  @Test
  void refusesATokenThatIsNoneWithoutShowingIt() {
    assertThat(run("--server", "http://localhost:8080", "--name", "pi", "--token", "se cret"))
        .isEqualTo(2);
    assertThat(errors.toString())
        .contains("--token: A token consists of")
        .doesNotContain("se cret");
  }

  @Test
  void refusesAnUnknownOption() {
    assertThat(run("--server", "http://localhost:8080", "--name", "pi", "--fast")).isEqualTo(2);
    assertThat(errors.toString()).contains("Unknown option: '--fast'");
  }

  @Test
  void saysThatTheLockFolderCannotBeUsed(@TempDir Path folder) throws IOException {
    var file = Files.createFile(folder.resolve("file"));

    int status =
        run(
            "--server",
            "http://localhost:8080",
            "--name",
            "pi",
            "--host-lock",
            file.resolve("locks").toString());

    assertThat(status).isEqualTo(1);
    assertThat(errors.toString())
        .contains("The folder of the host's locks cannot be used")
        .contains(file.toString());
  }

  private int run(String... arguments) {
    return DeviceMain.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(errors, true))
        .execute(arguments);
  }
}
