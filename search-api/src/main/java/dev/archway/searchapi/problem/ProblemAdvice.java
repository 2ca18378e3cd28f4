package dev.archway.searchapi.problem;

import dev.archway.core.experiment.Fault;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/// The one place where exceptions become answers.
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  private final ApplicationEventPublisher events;

  ProblemAdvice(ApplicationEventPublisher events) {
    this.events = events;
  }

  @ExceptionHandler
  ResponseEntity<Object> refused(ProblemException e) {
    return answer(e.type(), Objects.requireNonNull(e.getMessage()), e.faults());
  }

  @ExceptionHandler
  ResponseEntity<Object> mistyped(MethodArgumentTypeMismatchException e) {
    var required = e.getParameter().nestedIfOptional().getNestedParameterType();
    return answer(
        ProblemType.INVALID_REQUEST,
        "Parameter %s is '%s', but must be %s."
            .formatted(
                e.getName(),
                e.getValue(),
                required.isEnum()
                    ? "one of " + List.of(required.getEnumConstants())
                    : "a " + required.getSimpleName()));
  }

  /// Neither Java nor a driver tells a full disk from other faults but by the system's words.
  private static boolean noSpace(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      var message = cause.getMessage();
      if (message != null && message.contains("No space left on device")) {
        return true;
      }
    }
    return false;
  }

  /// Whether the database cannot be reached, or is starting or stopping: the SQL states of class
  /// 08, and 57P01 to 57P03.
  private static boolean databaseAway(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientConnectionException) {
        return true;
      }
    }
    return hasSqlState(e, state -> state.startsWith("08") || state.startsWith("57P"));
  }

  /// Whether the database was given a text that it cannot hold: PostgreSQL takes every character
  /// but U+0000.
  private static boolean textNotHeld(Throwable e) {
    return hasSqlState(e, state -> state.equals("22021") || state.equals("22P05"));
  }

  private static boolean hasSqlState(Throwable e, Predicate<String> fits) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && sql.getSQLState() != null
          && fits.test(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  @ExceptionHandler
  ResponseEntity<Object> broken(Exception e) {
    if (noSpace(e)) {
      log.warn("The disk is full: {}", e.getMessage());
      return answer(
          ProblemType.NO_SPACE,
          "The disk of the service is full; free some space, and it goes on.");
    }
    if (databaseAway(e)) {
      log.warn("The database is away: {}", e.getMessage());
      return answer(ProblemType.UNAVAILABLE, "The database does not answer; it is waited for.");
    }
    if (textNotHeld(e)) {
      return answer(
          ProblemType.INVALID_REQUEST,
          "A text has the character U+0000, which the service cannot keep or look for.");
    }
    var incident = UUID.randomUUID();
    log.error("Incident {}", incident, e);
    return answer(
        ProblemType.INTERNAL_ERROR,
        "Something broke; the service's log has it as incident " + incident + ".");
  }

  @Override
  protected ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof ProblemException refused) {
        // The body was refused while it was read.
        return refused(refused);
      }
    }
    return answer(ProblemType.INVALID_REQUEST, unreadable(e));
  }

  /// What Spring itself refuses: unknown address, wrong method, missing parameter.
  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    var type =
        switch (status.value()) {
          case 404 -> ProblemType.NOT_FOUND;
          case 405 -> ProblemType.METHOD_NOT_ALLOWED;
          case 406 -> ProblemType.NOT_ACCEPTABLE;
          case 413 -> ProblemType.TOO_LARGE;
          case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
          default ->
              status.is4xxClientError() ? ProblemType.INVALID_REQUEST : ProblemType.INTERNAL_ERROR;
        };
    var detail =
        body instanceof ProblemDetail spring && spring.getDetail() != null
            ? spring.getDetail()
            : "Status " + status.value() + ".";
    return answer(type, detail);
  }

  private static String unreadable(HttpMessageNotReadableException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException rule && rule.getMessage() != null) {
        return rule.getMessage();
      }
    }
    return switch (e.getCause()) {
      case DatabindException d ->
          "The body does not fit at '%s': a value is missing, unknown or of the wrong type."
              .formatted(path(d));
      case JacksonException j -> "The body is no valid JSON" + Places.text(j) + ".";
      case null, default -> "The body is missing or cannot be read.";
    };
  }

  private static String path(DatabindException e) {
    var path = new StringBuilder("$");
    for (var step : e.getPath()) {
      path.append(
          step.getPropertyName() == null
              ? "[" + step.getIndex() + "]"
              : "." + step.getPropertyName());
    }
    return path.toString();
  }

  private ResponseEntity<Object> answer(ProblemType type, String detail) {
    return answer(type, detail, List.of());
  }

  private ResponseEntity<Object> answer(ProblemType type, String detail, List<Fault> faults) {
    events.publishEvent(new ProblemAnswered(type));
    var problem = type.detail(detail);
    if (!faults.isEmpty()) {
      problem.setProperty("faults", faults);
    }
    return ResponseEntity.status(problem.getStatus())
        // Whatever the caller would rather have, or cannot even say.
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }
}
