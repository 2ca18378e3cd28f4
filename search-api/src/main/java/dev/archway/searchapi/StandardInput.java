package dev.archway.searchapi;

import java.io.IOException;
import java.io.OutputStream;

/// The pipe from the launcher: its end tells that the launcher is gone, however it went.
final class StandardInput {
  private StandardInput() {}

  static void onEnd(Runnable action) {
    Thread.ofPlatform()
        .daemon()
        .name("standard-input")
        .start(() -> {
          try {
            System.in.transferTo(OutputStream.nullOutputStream());
          } catch (IOException e) {
            // A broken pipe is an end, too.
          }
          action.run();
        });
  }
}
