package dev.archway.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorTest {
  @TempDir Path folder;

  @Test
  void readsTheModelNameOfAPc() throws IOException {
    var info = write("processor\t: 0\nmodel\t\t: 106\nmodel name\t: Some CPU @ 2.80GHz\n");

    assertThat(Processor.name(info, "amd64")).isEqualTo("Some CPU @ 2.80GHz");
  }

  @Test
  void readsTheModelOfARaspberryPi() throws IOException {
    var info =
        write("processor\t: 0\nBogoMIPS\t: 108.00\nModel\t\t: Raspberry Pi 4 Model B Rev 1.4\n");

    assertThat(Processor.name(info, "aarch64")).isEqualTo("Raspberry Pi 4 Model B Rev 1.4");
  }

  @Test
  void namesTheArchitectureWhereTheProcessorIsUnnamed() throws IOException {
    assertThat(Processor.name(write("BogoMIPS\t: 108.00\nModel\t:\n"), "aarch64"))
        .isEqualTo("aarch64");
  }

  @Test
  void namesTheArchitectureWhereTheSystemTellsNothing() {
    assertThat(Processor.name(folder.resolve("missing"), "aarch64")).isEqualTo("aarch64");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("cpuinfo"), text);
  }
}
