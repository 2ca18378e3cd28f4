package dev.archway.searchapi.access;

import dev.archway.core.access.AuditEntry;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Who changed what, the latest first, in pages: `before` is the last entry that the reader has.
@RestController
class AuditEndpoint {
  private final AuditTrail trail;

  AuditEndpoint(AuditTrail trail) {
    this.trail = trail;
  }

  @GetMapping("/api/v1/audit")
  List<AuditEntry> list(
      @RequestParam Optional<Long> before, @RequestParam(defaultValue = "100") int limit) {
    PageLimit.require(limit);
    return trail.list(before, limit);
  }
}
