package dev.archway.controller;

import dev.archway.core.space.Decisions;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/// What a snapshot begins with, so that none is restored as another kind of controller or for other
/// decisions: the kind's mark, a format, the number of options of each decision, then the version;
/// integers of 4 bytes, big-endian.
///
/// @param controller its name in messages, such as `A random controller`
/// @param mark four letters that no other kind has
/// @param format another one whenever what follows the header changes
public record SnapshotHeader(String controller, String mark, int format, Decisions decisions) {
  private static final int MARK_LETTERS = 4;

  public SnapshotHeader {
    if (mark.length() != MARK_LETTERS) {
      throw new IllegalArgumentException("A mark has four letters, but is " + mark + ".");
    }
  }

  /// What follows the header.
  @FunctionalInterface
  public interface Body<S> {
    /// The state in a snapshot.
    ///
    /// @param version updates so far, at least 0
    /// @param bytes at the end of the header; read to the end
    S read(int version, ByteBuffer bytes);
  }

  /// A whole snapshot.
  ///
  /// @param bodyBytes how many bytes `body` puts after the header
  public byte[] write(int version, int bodyBytes, Consumer<ByteBuffer> body) {
    int headerBytes = (4 + decisions.size()) * Integer.BYTES;
    var bytes = ByteBuffer.allocate(headerBytes + bodyBytes);
    bytes.putInt(markBits()).putInt(format).putInt(decisions.size());
    decisions.list().forEach(d -> bytes.putInt(d.options().size()));
    body.accept(bytes.putInt(version));
    return bytes.array();
  }

  /// Reads a snapshot, and refuses it if it is foreign, or longer or shorter than its body is read.
  public <S> S read(byte[] snapshot, Body<S> body) {
    var bytes = ByteBuffer.wrap(snapshot);
    try {
      requireThis(bytes);
      int version = bytes.getInt();
      if (version < 0) {
        throw new IllegalArgumentException(
            "%s's snapshot has a version from 0, but %s.".formatted(controller, version));
      }
      var state = body.read(version, bytes);
      require(bytes.remaining(), 0, "number of bytes left over");
      return state;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException(
          "%s's snapshot ends too early, after %d bytes.".formatted(controller, snapshot.length),
          e);
    }
  }

  private void requireThis(ByteBuffer bytes) {
    if (bytes.getInt() != markBits()) {
      throw new IllegalArgumentException(
          "%s's snapshot begins with %s, but this one does not.".formatted(controller, mark));
    }
    require(bytes.getInt(), format, "format");
    require(bytes.getInt(), decisions.size(), "number of decisions");
    for (var decision : decisions.list()) {
      int options = decision.options().size();
      require(bytes.getInt(), options, "number of options of " + decision.name());
    }
  }

  private int markBits() {
    int bits = 0;
    for (int i = 0; i < MARK_LETTERS; i++) {
      bits = bits << Byte.SIZE | mark.charAt(i);
    }
    return bits;
  }

  private void require(int found, int expected, String what) {
    if (found != expected) {
      throw new IllegalArgumentException(
          "%s's snapshot should have %d as its %s, but has %d."
              .formatted(controller, expected, what, found));
    }
  }
}
