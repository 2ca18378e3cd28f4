package dev.archway.worker.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class Cifar10DownloadTest {
  @TempDir Path cache;
  private HttpServer server;
  private final CountDownLatch ended = new CountDownLatch(1);
  private byte[] served = {};
  private int sent = Integer.MAX_VALUE;
  private int status = 200;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status, served.length);
          exchange.getResponseBody().write(served, 0, Math.min(sent, served.length));
          exchange.getResponseBody().flush();
          if (sent < served.length) {
            awaitEnd();
          }
          exchange.close();
        });
    server.start();
  }

  private void awaitEnd() {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stopServing() {
    ended.countDown();
    server.stop(0);
  }

  @Test
  void unpacksTheArchiveIntoItsPublishedFolder() throws Exception {
    served = archive("cifar-10-batches-bin/");

    download(md5(served)).into(cache);

    assertThat(cache.resolve("cifar-10-batches-bin/test_batch.bin"))
        .hasContent("test_batch.bin's content");
    assertThat(leftBeside()).isEmpty();
  }

  @Test
  void namesInTheArchiveLeadNowhereElse() throws Exception {
    served = archive("../../../");

    download(md5(served)).into(cache.resolve("deep"));

    assertThat(cache.resolve("deep/cifar-10-batches-bin/data_batch_1.bin")).exists();
    assertThat(cache.resolve("data_batch_1.bin")).doesNotExist();
  }

  @Test
  void refusesAnArchiveOfAnotherChecksumAndLeavesNothing() throws Exception {
    served = archive("cifar-10-batches-bin/");

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> download("0".repeat(32)).into(cache))
        .withMessageContaining("MD5 should be " + "0".repeat(32))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(DataException.Reason.NOWHERE));
    assertThat(cache.resolve("cifar-10-batches-bin")).doesNotExist();
    assertThat(leftBeside()).isEmpty();
  }

  @Test
  @Timeout(30)
  void givesUpAServerThatFallsSilentInMidArchive() throws Exception {
    served = archive("cifar-10-batches-bin/");
    sent = served.length / 2;

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(
            () -> new Cifar10Download(address(), md5(served), Duration.ofSeconds(1)).into(cache))
        .withMessageContaining(address().toString())
        .withMessageContaining("sent nothing for 1 s")
        .withMessageContaining("name a folder that holds it");
    assertThat(leftBeside()).isEmpty();
  }

  @Test
  void tellsTheStatusOfAServerThatRefuses() {
    status = 503;

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> download("").into(cache))
        .withMessageContaining("answered with status 503");
  }

  @Test
  void saysWhereItLookedWhenNobodyAnswers() {
    server.stop(0);

    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> download("").into(cache))
        .withMessageContaining("could not be fetched from http://localhost");
  }

  private Cifar10Download download(String md5) {
    return new Cifar10Download(address(), md5, Cifar10Download.SILENCE);
  }

  private URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/archive");
  }

  private java.util.List<Path> leftBeside() throws IOException {
    try (var files = Files.list(cache)) {
      return files
          .filter(f -> f.getFileName().toString().startsWith("cifar-10-"))
          .filter(f -> !f.endsWith("cifar-10-batches-bin"))
          .toList();
    }
  }

  private static String md5(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
  }

  private static byte[] archive(String prefix) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes))) {
      for (var name : Cifar10.names().toList()) {
        var content = (name + "'s content").getBytes(StandardCharsets.UTF_8);
        var entry = new TarArchiveEntry(prefix + name, true);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }
}
