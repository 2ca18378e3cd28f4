package dev.archway.searchapi.event;

import dev.archway.core.experiment.EventView;
import dev.archway.core.page.Page;
import dev.archway.searchapi.page.Cursor;
import dev.archway.searchapi.page.Limit;
import dev.archway.searchapi.problem.ProblemType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/experiments/{experiment}/events")
class EventEndpoint {
  private final EventLog log;
  private final EventStream stream;

  EventEndpoint(EventLog log, EventStream stream) {
    this.log = log;
    this.stream = stream;
  }

  /// What has happened so far, in pages.
  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  Page<EventView> list(
      @PathVariable UUID experiment,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String after) {
    requireKnown(experiment);
    var page = new Limit(limit);
    int begin = Cursor.read(after, 1, keys -> Integer.parseInt(keys.getFirst())).orElse(0);
    return page.page(
        log.after(experiment, begin, page.andOne()), event -> Cursor.of(event.number()));
  }

  /// What has happened since the event that the caller saw last, and what happens from now on,
  /// until the caller goes.
  @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  void watch(
      @PathVariable UUID experiment,
      @RequestHeader("Last-Event-ID") Optional<Integer> last,
      HttpMethod method,
      HttpServletResponse response)
      throws IOException, InterruptedException {
    requireKnown(experiment);
    response.setContentType("text/event-stream;charset=utf-8");
    response.setHeader("Cache-Control", "no-store");
    // Proxies that gather answers would hold events back.
    response.setHeader("X-Accel-Buffering", "no");
    if (method.equals(HttpMethod.HEAD)) {
      // Nothing would be written that could fail once the caller has gone.
      return;
    }
    stream.write(experiment, last.orElse(0), response.getOutputStream());
  }

  private void requireKnown(UUID experiment) {
    if (!log.knows(experiment)) {
      throw ProblemType.NOT_FOUND.because("There is no experiment " + experiment + ".");
    }
  }
}
