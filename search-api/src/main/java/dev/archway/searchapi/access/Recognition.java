package dev.archway.searchapi.access;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;

/// How the service comes to know who calls.
@FunctionalInterface
interface Recognition {
  /// Puts what finds that out into the chain of filters.
  void into(HttpSecurity http);
}
