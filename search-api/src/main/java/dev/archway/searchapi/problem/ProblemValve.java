package dev.archway.searchapi.problem;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

/// Answers with a problem where the web server itself refuses a request, such as one whose address
/// it cannot read: no endpoint ever sees it.
final class ProblemValve extends ErrorReportValve {
  private final ProblemWriter problems;

  private ProblemValve(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void report(Request request, Response response, @Nullable Throwable throwable) {
    if (response.getStatus() < 400
        || response.getContentWritten() > 0
        || !response.setErrorReported()) {
      return;
    }
    try {
      problems.write(response, problem(request, response.getStatus()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ProblemDetail problem(Request request, int status) {
    return switch (status) {
      case 404 -> ProblemType.NOT_FOUND.detail("There is nothing at this address.");
      case 405 ->
          ProblemType.METHOD_NOT_ALLOWED.detail(
              "This address does not take the method %s.".formatted(request.getMethod()));
      case 413 -> ProblemType.TOO_LARGE.detail("The body is too large.");
      case 500 -> ProblemType.INTERNAL_ERROR.detail("Something broke; the service's log has it.");
      case 503 -> ProblemType.UNAVAILABLE.detail("The service is starting or stopping.");
      default ->
          ProblemType.INVALID_REQUEST.detail(
              "The request's first line or a header is not as HTTP/1.1 has it, or is too long.");
    };
  }

  /// Puts it where the web server looks for it.
  @Component
  static final class Installation
      implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    private final ProblemWriter problems;

    Installation(ProblemWriter problems) {
      this.problems = problems;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
      factory.addContextCustomizers(context -> {
        var host = (StandardHost) context.getParent();
        // Or else the host makes one of its own.
        host.setErrorReportValveClass(ProblemValve.class.getName());
        host.getPipeline().addValve(new ProblemValve(problems));
      });
    }
  }
}
