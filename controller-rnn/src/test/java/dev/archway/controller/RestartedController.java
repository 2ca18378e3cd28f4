package dev.archway.controller;

import dev.archway.core.space.Choices;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/// A controller that is thrown away and restored from its snapshot before every call.
final class RestartedController implements Controller {
  private final Function<byte[], Controller> restore;
  private Controller controller;

  RestartedController(Controller controller, Function<byte[], Controller> restore) {
    this.controller = controller;
    this.restore = restore;
  }

  private Controller restarted() {
    controller = restore.apply(controller.snapshot());
    return controller;
  }

  @Override
  public int version() {
    return restarted().version();
  }

  @Override
  public int updateBatch() {
    return restarted().updateBatch();
  }

  @Override
  public Proposals propose(int firstNumber, int atMost, Predicate<Choices> known) {
    return restarted().propose(firstNumber, atMost, known);
  }

  @Override
  public void learn(List<Observation> observations) {
    restarted().learn(observations);
  }

  @Override
  public byte[] snapshot() {
    return restarted().snapshot();
  }
}
