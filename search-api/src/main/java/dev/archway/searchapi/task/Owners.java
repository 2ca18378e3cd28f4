package dev.archway.searchapi.task;

import dev.archway.searchapi.memory.Recent;
import dev.archway.searchapi.problem.ProblemType;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Knows whose each task is. It never changes, so that what this process has handed out needs no
/// question to the database.
@Component
class Owners {
  private static final int KEPT = 10_000;

  private final TaskRepository tasks;
  private final Map<UUID, TaskOwner> known = new Recent<>(KEPT);

  Owners(TaskRepository tasks) {
    this.tasks = tasks;
  }

  synchronized void note(List<Claims.Claimed> claimed) {
    claimed.forEach(c -> known.put(c.task(), new TaskOwner(c.experiment(), c.trial())));
  }

  TaskOwner of(UUID task) {
    synchronized (this) {
      var owner = known.get(task);
      if (owner != null) {
        return owner;
      }
    }
    return tasks
        .owner(task)
        .orElseThrow(() -> ProblemType.NOT_FOUND.because("There is no task " + task + "."));
  }
}
