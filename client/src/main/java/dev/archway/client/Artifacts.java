package dev.archway.client;

import dev.archway.core.task.ArtifactReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Files, stored under their content.
public final class Artifacts {
  private static final String ALL = "/api/v1/artifacts/";

  private final Connection connection;

  Artifacts(Connection connection) {
    this.connection = connection;
  }

  /// Stores a file under its content.
  public ArtifactReference upload(ArtifactReference.Role role, Path file) {
    try {
      var hash = Sha256.of(file);
      connection.call(
          connection
              .request(ALL + hash)
              .header("Content-Type", "application/octet-stream")
              .PUT(HttpRequest.BodyPublishers.ofFile(file)));
      return new ArtifactReference(role, hash, Files.size(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Fetches a stored file; `target` appears whole or not at all.
  ///
  /// @throws DamagedArtifactException its content does not fit its name
  public void download(ArtifactReference artifact, Path target) {
    try {
      var parts = Files.createTempFile(target.toAbsolutePath().getParent(), "download", ".part");
      try {
        var response =
            connection.send(
                connection.get(ALL + artifact.sha256()), HttpResponse.BodyHandlers.ofFile(parts));
        if (response.statusCode() != 200) {
          Connection.refuseFailure(response.statusCode(), Files.readAllBytes(parts));
        }
        if (!Sha256.of(parts).equals(artifact.sha256())) {
          throw new DamagedArtifactException(artifact.sha256());
        }
        Files.move(parts, target, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(parts);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
