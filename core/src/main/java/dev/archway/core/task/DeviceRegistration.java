package dev.archway.core.task;

/// A device says that it is there; repeated with every start, known by its name.
public record DeviceRegistration(String name, Measurement.Platform platform) {
  public DeviceRegistration {
    if (name.isBlank()) {
      throw new IllegalArgumentException("A device has a name, but this one is blank.");
    }
  }
}
