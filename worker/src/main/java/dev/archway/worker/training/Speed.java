package dev.archway.worker.training;

import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/// Images a second of training, without the time in which the process was stopped from outside.
final class Speed {
  private final int batch;
  private final long interval;
  private final LongSupplier runningNanos;
  private final long begun;
  private long steps;
  private long lastReport;
  private long stepsAtReport;

  /// Goes on counting after steps that were done before, in so many nanoseconds.
  ///
  /// @param interval nanoseconds between two reports
  /// @param runningNanos a clock that stands while the process does
  Speed(int batch, long interval, LongSupplier runningNanos, long stepsBefore, long nanosBefore) {
    this.batch = batch;
    this.interval = interval;
    this.runningNanos = runningNanos;
    this.lastReport = runningNanos.getAsLong();
    this.begun = lastReport - nanosBefore;
    this.steps = stepsBefore;
    this.stepsAtReport = stepsBefore;
  }

  /// How long it has been counting.
  long nanos() {
    return runningNanos.getAsLong() - begun;
  }

  /// Counts a step; the speed since the last report when the next is due.
  OptionalDouble afterStep() {
    steps++;
    long now = runningNanos.getAsLong();
    if (now - lastReport < interval) {
      return OptionalDouble.empty();
    }
    double speed = speed(steps - stepsAtReport, now - lastReport);
    lastReport = now;
    stepsAtReport = steps;
    return OptionalDouble.of(speed);
  }

  /// The speed over all steps so far.
  double overall() {
    return speed(steps, nanos());
  }

  private double speed(long counted, long nanos) {
    return counted * batch * 1e9 / Math.max(1, nanos);
  }
}
