package dev.archway.client;

/// An artifact is not what its name says: asking for it again would give the same.
public final class DamagedArtifactException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DamagedArtifactException(String sha256) {
    super("Artifact " + sha256 + " arrived damaged.");
  }
}
