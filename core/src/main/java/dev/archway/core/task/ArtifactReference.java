package dev.archway.core.task;

/// A stored file by its content: the service keeps each content once.
///
/// @param sha256 64 lower-case hexadecimal digits
public record ArtifactReference(Role role, String sha256, long bytes) {
  /// What the file is to its trial.
  public enum Role {
    /// Trained weights as a safetensors file.
    WEIGHTS,
    /// The trained network as an ONNX model.
    MODEL,
    /// How far a training got, and all it needs to go on; belongs to a task while it lasts, not to
    /// a trial.
    CHECKPOINT
  }

  public ArtifactReference {
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "A SHA-256 is 64 lower-case hexadecimal digits, but is '" + sha256 + "'.");
    }
    if (bytes < 0) {
      throw new IllegalArgumentException("An artifact has 0 or more bytes, but " + bytes + ".");
    }
  }
}
