package dev.archway.controller;

import dev.archway.core.experiment.ControllerSummary;
import dev.archway.core.experiment.UpdateReport;
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
  public UpdateReport learn(List<Observation> observations) {
    return restarted().learn(observations);
  }

  @Override
  public ControllerSummary summary() {
    return restarted().summary();
  }

  @Override
  public byte[] snapshot() {
    return restarted().snapshot();
  }
}
