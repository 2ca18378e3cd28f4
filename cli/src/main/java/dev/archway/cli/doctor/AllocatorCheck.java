package dev.archway.cli.doctor;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The variables by which the script `archway` keeps large blocks of memory in a process: without
/// them training takes up to twice as long. Only the allocator of Linux reads them.
record AllocatorCheck(boolean linux, Map<String, String> environment) implements Check {
  /// A variable as the script sets it.
  record Setting(String name, String value) {
    private Optional<String> fault(Map<String, String> environment) {
      var found = environment.get(name);
      return value.equals(found)
          ? Optional.empty()
          : Optional.of(name + (found == null ? " is not set" : " is '" + found + "'"));
    }
  }

  static final List<Setting> SETTINGS =
      List.of(
          new Setting("MALLOC_MMAP_THRESHOLD_", "1073741824"),
          new Setting("MALLOC_TRIM_THRESHOLD_", "4294967296"));

  private static final String SUBJECT = "allocator";

  AllocatorCheck {
    environment = Map.copyOf(environment);
  }

  static AllocatorCheck ofThisProcess() {
    return new AllocatorCheck("Linux".equals(System.getProperty("os.name")), System.getenv());
  }

  @Override
  public Verdict verdict() {
    if (!linux) {
      return Verdict.ok(SUBJECT, "nothing to set on this system");
    }
    var faults =
        SETTINGS.stream()
            .flatMap(s -> s.fault(environment).stream())
            .collect(Collectors.joining(", "));
    return faults.isEmpty()
        ? Verdict.ok(SUBJECT, "keeps large blocks for training")
        : Verdict.warning(
            SUBJECT,
            faults
                + ": training may take twice as long; start Archway by its script, which sets them");
  }
}
