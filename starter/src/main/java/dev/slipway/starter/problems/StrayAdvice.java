package dev.slipway.starter.problems;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Answers what reaches no controller: a call of the API with a problem, a person with a page. */
@RestControllerAdvice
@Order(ProblemAdvice.BEFORE_SPRING)
class StrayAdvice {
  private final Problems problems;
  private final ProblemPage page;

  StrayAdvice(Problems problems, ProblemPage page) {
    this.problems = problems;
    this.page = page;
  }

  @ExceptionHandler({
    NoResourceFoundException.class,
    HttpRequestMethodNotSupportedException.class,
    HttpMediaTypeException.class,
    ServletRequestBindingException.class,
    ErrorResponseException.class
  })
  Object problem(Exception thrown, HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    Problem problem = problems.of(thrown, request);
    if (request.getRequestURI().startsWith("/api")) {
      return problems.respond(problem);
    }
    @Nullable String accepted = request.getHeader(HttpHeaders.ACCEPT);
    if (accepted == null || !accepted.contains(MediaType.TEXT_HTML_VALUE)) {
      throw thrown;
    }
    boolean unknown = thrown instanceof NoResourceFoundException;
    return page.of(
        unknown
            ? problem.saying("There is no page %s.".formatted(request.getRequestURI()))
            : problem,
        request,
        response);
  }
}
