package dev.archway.worker.slot;

import dev.archway.client.Json;
import dev.archway.core.task.TrainingProgress;
import dev.archway.worker.data.DataPlaces;
import dev.archway.worker.training.Checkpoint;
import dev.archway.worker.training.TrainingWatch;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The program of a slot: does one command after another, says what happens, and ends when its
/// standard input does, so that it never outlives its supervisor. Takes one argument, the folder of
/// the data, or none.
public final class SlotMain implements TrainingWatch {
  private static final Logger log = LoggerFactory.getLogger(SlotMain.class);

  private final BlockingQueue<SlotCommand> work = new LinkedBlockingQueue<>();
  private final AtomicLong pausedNanos = new AtomicLong();
  private final SlotWork doing;
  private final PrintStream out;
  private volatile boolean cancelled;
  private volatile boolean checkpointWanted;
  private volatile boolean enough;

  private SlotMain(SlotWork doing, PrintStream out) {
    this.doing = doing;
    this.out = out;
  }

  public static void main(String[] arguments) throws InterruptedException {
    // Not System.out, which speaks the locale's charset.
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    // Whatever a library prints must not come between the lines of the protocol.
    System.setOut(System.err);
    var places = DataPlaces.of(arguments.length == 0 ? null : Path.of(arguments[0]));
    var slot = new SlotMain(new SlotWork(places), out);
    Thread.ofPlatform().daemon().name("commands").start(slot::listen);
    slot.work();
  }

  private void work() throws InterruptedException {
    while (true) {
      var command = work.take();
      var answer =
          switch (command) {
            case SlotCommand.Train train -> doing.train(train, this);
            case SlotCommand.Test test -> doing.test(test, this);
            case SlotCommand.Cancel _,
                SlotCommand.Checkpoint _,
                SlotCommand.Enough _,
                SlotCommand.Paused _ ->
                throw new IllegalStateException("This is no work: " + command);
          };
      say(answer);
    }
  }

  private void listen() {
    try (var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        switch (Json.mapper().readValue(line, SlotCommand.class)) {
          case SlotCommand.Cancel _ -> cancelled = true;
          case SlotCommand.Checkpoint _ -> checkpointWanted = true;
          case SlotCommand.Enough _ -> enough = true;
          case SlotCommand.Paused(var nanos) -> pausedNanos.addAndGet(nanos);
          case SlotCommand command -> {
            cancelled = false;
            checkpointWanted = false;
            enough = false;
            work.add(command);
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      log.error("The supervisor cannot be understood", e);
    }
    // A training in native code would not notice a gentler end.
    ImmediateEnd.with(0);
  }

  private void say(SlotEvent event) {
    synchronized (out) {
      out.println(Json.mapper().writeValueAsString(event));
      out.flush();
    }
  }

  @Override
  public void progress(TrainingProgress progress) {
    say(new SlotEvent.Reached(progress));
  }

  @Override
  public boolean checkpointWanted() {
    return checkpointWanted;
  }

  @Override
  public void checkpoint(Checkpoint checkpoint) {
    checkpointWanted = false;
    doing
        .save(checkpoint)
        .ifPresent(file -> say(new SlotEvent.Checkpointed(checkpoint.step(), file.toString())));
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }

  @Override
  public boolean enough() {
    return enough;
  }

  @Override
  public long pausedNanos() {
    return pausedNanos.get();
  }
}
