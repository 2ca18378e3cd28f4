package dev.archway.searchapi.retention;

import dev.archway.core.experiment.DiskUse;
import dev.archway.core.experiment.Dropped;
import dev.archway.core.page.Page;
import dev.archway.searchapi.page.Cursor;
import dev.archway.searchapi.page.Limit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class RetentionEndpoint {
  private static final UUID FIRST = new UUID(0, 0);

  private final Retention retention;

  RetentionEndpoint(Retention retention) {
    this.retention = retention;
  }

  /// What each experiment takes of the artifact store.
  @GetMapping("/disk")
  Page<DiskUse> disk(
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String after) {
    var page = new Limit(limit);
    var begin = Cursor.read(after, 1, keys -> UUID.fromString(keys.getFirst())).orElse(FIRST);
    return page.page(retention.uses(begin, page.andOne()), use -> Cursor.of(use.experiment()));
  }

  /// Drops the weights that the rules do not keep.
  @PostMapping("/gc")
  Dropped drop() {
    return retention.drop();
  }

  @PutMapping("/trials/{id}/pin")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void pin(@PathVariable UUID id) {
    retention.pin(id, true);
  }

  @DeleteMapping("/trials/{id}/pin")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void unpin(@PathVariable UUID id) {
    retention.pin(id, false);
  }
}
