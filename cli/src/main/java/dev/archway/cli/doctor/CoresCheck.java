package dev.archway.cli.doctor;

/// The cores that programs may use here.
record CoresCheck(int cores) implements Check {
  private static final String SUBJECT = "cores";

  static CoresCheck ofThisMachine() {
    return new CoresCheck(Runtime.getRuntime().availableProcessors());
  }

  @Override
  public Verdict verdict() {
    return cores > 1
        ? Verdict.ok(SUBJECT, Integer.toString(cores))
        : Verdict.warning(
            SUBJECT, "1: whatever else runs disturbs the latencies; with 2 they are steadier");
  }
}
