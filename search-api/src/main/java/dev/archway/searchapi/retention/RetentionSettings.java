package dev.archway.searchapi.retention;

import org.springframework.boot.context.properties.ConfigurationProperties;

/// @param keep of how many trials of an experiment, the best ones, weights are kept
/// @param automatic whether others are dropped from time to time, or only when somebody asks
@ConfigurationProperties("archway.retention")
record RetentionSettings(int keep, boolean automatic) {
  RetentionSettings {
    if (keep < 1) {
      throw new IllegalArgumentException(
          "archway.retention.keep is at least 1, but is " + keep + ".");
    }
  }
}
