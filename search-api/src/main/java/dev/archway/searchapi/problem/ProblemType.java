package dev.archway.searchapi.problem;

import dev.archway.core.experiment.Fault;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/// Every way in which a request can be refused. The `type` of a problem is `urn:archway:problem:`
/// and the name in lower case with hyphens.
public enum ProblemType {
  /// A field, parameter or body breaks a rule that `detail` names.
  INVALID_REQUEST(HttpStatus.BAD_REQUEST, "The request breaks a rule"),
  /// The caller has not said who it is, or with a token that is not accepted.
  UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "Who calls is not known"),
  /// The caller's scope does not allow this, or its token is for another worker or device.
  FORBIDDEN(HttpStatus.FORBIDDEN, "The caller may not do this"),
  NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such thing"),
  METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "This address does not take that method"),
  UNSUPPORTED_MEDIA_TYPE(
      HttpStatus.UNSUPPORTED_MEDIA_TYPE, "This address does not take that content type"),
  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "This address has no such content type"),
  /// The lease's fencing token is not the current one: someone else holds the task, or it is over.
  STALE_LEASE(HttpStatus.CONFLICT, "The lease is no longer held"),
  /// What is asked does not fit the state that the thing is in.
  WRONG_STATE(HttpStatus.CONFLICT, "Not possible in this state"),
  /// The thing has been changed since the caller read it.
  PRECONDITION_FAILED(HttpStatus.PRECONDITION_FAILED, "It has been changed meanwhile"),
  /// A change names the version that it is a change of.
  PRECONDITION_REQUIRED(HttpStatus.PRECONDITION_REQUIRED, "The request names no version"),
  /// An `Idempotency-Key` belongs to one request.
  KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, "The key belongs to another request"),
  TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The content is too large"),
  /// The caller asks faster than it may; `Retry-After` says for how many seconds to wait.
  RATE_LIMITED(HttpStatus.TOO_MANY_REQUESTS, "Too many requests"),
  /// Nothing is wrong with the request; the same one may succeed a little later.
  UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Not possible just now"),
  /// The disk of the service is full.
  NO_SPACE(HttpStatus.INSUFFICIENT_STORAGE, "There is no space left"),
  FOREIGN_ORIGIN(HttpStatus.FORBIDDEN, "The request came from elsewhere"),
  INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "The service failed");

  private final HttpStatus status;
  private final String title;

  ProblemType(HttpStatus status, String title) {
    this.status = status;
    this.title = title;
  }

  /// The problem in the form that goes over the wire; `detail` names the value and the rule.
  public ProblemDetail detail(String detail) {
    var problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setType(
        URI.create("urn:archway:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-')));
    problem.setTitle(title);
    return problem;
  }

  /// The problem of a definition with faults, all of which the exception lists.
  public ProblemException listing(List<Fault> faults) {
    var sentence = faults.stream().map(Fault::message).collect(Collectors.joining("; ")) + ".";
    return new ProblemException(this, sentence, faults);
  }

  /// The problem as an exception.
  public ProblemException because(String detail) {
    return new ProblemException(this, detail, List.of());
  }
}
