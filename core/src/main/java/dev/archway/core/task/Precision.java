package dev.archway.core.task;

/// The number format a network is evaluated or timed in.
public enum Precision {
  FLOAT32,
  INT8
}
