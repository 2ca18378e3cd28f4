package dev.archway.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.archway.cli.local.HomeState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortCheckTest {
  private static final HomeState FREE = new HomeState.Free();

  @Test
  void isFineWhereItIsFree() {
    assertThat(new PortCheck(8080, true, FREE).verdict())
        .isEqualTo(Verdict.ok("port", "8080 is free"));
  }

  @Test
  void isFineWhereAnyWillDo() {
    assertThat(PortCheck.of(0, FREE).verdict()).isEqualTo(Verdict.ok("port", "any that is free"));
  }

  @Test
  void stopsArchwayWhereItIsTaken() {
    assertThat(new PortCheck(8080, false, FREE).verdict())
        .isEqualTo(Verdict.failure("port", "8080 is taken; choose another with --port"));
  }

  @Test
  void mayBeTakenByTheArchwayThatUsesTheHome() {
    var verdict = new PortCheck(8080, false, new HomeState.InUse("1234")).verdict();
    assertThat(verdict.severity()).isEqualTo(Severity.WARNING);
    assertThat(verdict.finding()).startsWith("8080 is taken, maybe by the Archway of this home");
  }

  @Test
  void seesAPortThatAnotherProgramListensOn() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(PortCheck.of(taken.getLocalPort(), FREE).free()).isFalse();
    }
  }
}
