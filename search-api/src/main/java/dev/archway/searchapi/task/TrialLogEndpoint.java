package dev.archway.searchapi.task;

import dev.archway.core.experiment.LogLineView;
import dev.archway.core.page.Page;
import dev.archway.searchapi.page.Cursor;
import dev.archway.searchapi.page.Limit;
import dev.archway.searchapi.trial.Trials;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/trials/{id}/logs")
class TrialLogEndpoint {
  private final TrialLog log;
  private final Trials trials;

  TrialLogEndpoint(TrialLog log, Trials trials) {
    this.log = log;
    this.trials = trials;
  }

  @GetMapping
  Page<LogLineView> list(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String after) {
    var page = new Limit(limit);
    long begin = Cursor.read(after, 1, keys -> Long.parseLong(keys.getFirst())).orElse(0L);
    var trial = trials.get(id).id();
    return page.page(log.after(trial, begin, page.andOne()), line -> Cursor.of(line.number()));
  }
}
