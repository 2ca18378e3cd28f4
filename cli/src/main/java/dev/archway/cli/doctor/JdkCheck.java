package dev.archway.cli.doctor;

import java.util.Optional;

/// The Java that runs this, and with it all other programs of Archway.
///
/// @param feature its feature release, such as 25
/// @param name for people, such as "Temurin 25.0.3"
record JdkCheck(int feature, String name) implements Check {
  static final int OLDEST = 25;
  private static final String SUBJECT = "JDK";

  static JdkCheck ofThisJava() {
    return new JdkCheck(
        Runtime.version().feature(),
        name(
            Optional.ofNullable(System.getProperty("java.vendor.version")),
            System.getProperty("java.vendor", "Java"),
            System.getProperty("java.version", "")));
  }

  /// Vendors name their product in front of its version, as in "Temurin-25.0.3+9", or not at all.
  static String name(Optional<String> vendorVersion, String vendor, String version) {
    var product = vendorVersion.map(v -> v.replaceAll("[^A-Za-z ].*", "").strip()).orElse("");
    return (product.isEmpty() ? vendor : product) + " " + version;
  }

  @Override
  public Verdict verdict() {
    return feature >= OLDEST
        ? Verdict.ok(SUBJECT, name)
        : Verdict.failure(
            SUBJECT,
            "%s is too old; install a JDK %d or newer (https://adoptium.net) and point JAVA_HOME at it"
                .formatted(name, OLDEST));
  }
}
