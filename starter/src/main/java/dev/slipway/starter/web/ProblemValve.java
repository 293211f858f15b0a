package dev.slipway.starter.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Reports what the web server itself refuses, such as an address with a NUL, as a problem too. */
final class ProblemValve extends ErrorReportValve {
  private static final int FIRST_ERROR = 400;

  @Override
  protected void report(Request request, Response response, @Nullable Throwable thrown) {
    int status = response.getStatus();
    HttpStatus known = HttpStatus.resolve(status);
    if (status < FIRST_ERROR || known == null || response.getContentWritten() > 0) {
      return;
    }
    if (!response.setErrorReported()) {
      return;
    }
    String text =
        "{\"type\":\"urn:slipway:problem:refused\",\"title\":\"%1$s\",\"status\":%2$d,\"detail\":\"%1$s\",\"errors\":[]}"
            .formatted(known.getReasonPhrase(), status);
    try {
      response.setContentType("application/problem+json");
      response.setCharacterEncoding(StandardCharsets.UTF_8);
      response.getReporter().write(text);
      response.finishResponse();
    } catch (IOException | IllegalStateException gone) {
      System.getLogger(ProblemValve.class.getName())
          .log(System.Logger.Level.DEBUG, "no one is left to notify", gone);
    }
  }
}
