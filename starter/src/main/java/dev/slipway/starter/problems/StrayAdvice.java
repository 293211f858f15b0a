package dev.slipway.starter.problems;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Answers API calls that reach no controller; the page answers its own. */
@RestControllerAdvice
@Order(ProblemAdvice.BEFORE_SPRING)
class StrayAdvice {
  private final Problems problems;

  StrayAdvice(Problems problems) {
    this.problems = problems;
  }

  @ExceptionHandler({
    NoResourceFoundException.class,
    HttpRequestMethodNotSupportedException.class,
    HttpMediaTypeException.class,
    ServletRequestBindingException.class,
    ErrorResponseException.class
  })
  ResponseEntity<Problem> problem(Exception thrown, HttpServletRequest request) throws Exception {
    if (!request.getRequestURI().startsWith("/api")) {
      throw thrown;
    }
    return problems.respond(problems.of(thrown, request));
  }
}
