package dev.archway.core.task;

import com.fasterxml.jackson.annotation.JsonTypeName;

/// Time a network on the device that leased this. The device fetches the model with its lease.
///
/// @param model the model's name, for logs
@JsonTypeName("measure")
public record MeasureTask(String model, LatencySetting setting) implements Task {
  @Override
  public TaskKind kind() {
    return TaskKind.MEASURE;
  }
}
