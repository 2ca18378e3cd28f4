package dev.archway.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class JdkCheckTest {
  @Test
  void praisesAJavaThatIsNewEnough() {
    assertThat(new JdkCheck(25, "Temurin 25.0.3").verdict())
        .isEqualTo(Verdict.ok("JDK", "Temurin 25.0.3"));
  }

  @Test
  void refusesAnOlderJavaAndSaysWhatToInstall() {
    var verdict = new JdkCheck(24, "Temurin 24.0.1").verdict();
    assertThat(verdict.severity()).isEqualTo(Severity.FAILURE);
    assertThat(verdict.finding()).contains("Temurin 24.0.1", "JDK 25 or newer", "JAVA_HOME");
  }

  @Test
  void namesTheProductWhereTheVendorDoes() {
    assertThat(JdkCheck.name(Optional.of("Temurin-25.0.3+9"), "Eclipse Adoptium", "25.0.3"))
        .isEqualTo("Temurin 25.0.3");
    assertThat(JdkCheck.name(Optional.of("GraalVM CE 25+37.1"), "GraalVM Community", "25"))
        .isEqualTo("GraalVM CE 25");
  }

  @Test
  void namesTheVendorWhereThereIsNoProduct() {
    assertThat(JdkCheck.name(Optional.empty(), "Debian", "25.0.1")).isEqualTo("Debian 25.0.1");
    assertThat(JdkCheck.name(Optional.of("25.9"), "Debian", "25.0.1")).isEqualTo("Debian 25.0.1");
  }

  @Test
  void readsTheJavaThatRuns() {
    assertThat(JdkCheck.ofThisJava().feature()).isEqualTo(Runtime.version().feature());
    assertThat(JdkCheck.ofThisJava().name()).endsWith(" " + System.getProperty("java.version"));
  }
}
