package dev.archway.searchapi.trace;

import io.micrometer.common.KeyValue;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.filter.ServerHttpObservationFilter;

/// What the work of the moment is about. Its identifier stands in every line that this thread
/// writes meanwhile, under the name in lower case, and on the span of the request that the thread
/// answers, as `archway.` and that name.
public enum Subject {
  EXPERIMENT,
  TRIAL,
  TASK;

  /// Ends what was named; what had been named before it is so again.
  public static final class Named implements AutoCloseable {
    private final String name;
    private final @Nullable String before;

    private Named(String name, @Nullable String before) {
      this.name = name;
      this.before = before;
    }

    @Override
    public void close() {
      if (before == null) {
        MDC.remove(name);
      } else {
        MDC.put(name, before);
      }
    }
  }

  /// Names it until the result is closed.
  public Named named(UUID id) {
    var named = new Named(text(), MDC.get(text()));
    MDC.put(text(), id.toString());
    onSpan(List.of(id));
    return named;
  }

  /// Names those on the request's span that the request led to.
  public void onSpan(List<UUID> ids) {
    if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request) {
      var all = ids.stream().map(UUID::toString).collect(Collectors.joining(","));
      ServerHttpObservationFilter.findObservationContext(request.getRequest())
          .ifPresent(
              span -> span.addHighCardinalityKeyValue(KeyValue.of("archway." + text(), all)));
    }
  }

  /// Names nothing any more.
  static void clear() {
    for (var subject : values()) {
      MDC.remove(subject.text());
    }
  }

  private String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
