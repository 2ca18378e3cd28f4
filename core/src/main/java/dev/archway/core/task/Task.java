package dev.archway.core.task;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// One piece of leased work of a trial. It carries all that doing it needs: a finished layer graph,
/// no space and no reward.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Task permits TrainTask, EvaluateTask, MeasureTask, TestTask {
  TaskKind kind();
}
