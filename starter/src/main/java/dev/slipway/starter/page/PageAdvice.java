package dev.slipway.starter.page;

import dev.slipway.starter.problems.Problem;
import dev.slipway.starter.problems.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** Shows a problem as a page. */
@ControllerAdvice(basePackageClasses = PageAdvice.class)
class PageAdvice {
  private final Problems problems;

  PageAdvice(Problems problems) {
    this.problems = problems;
  }

  @ExceptionHandler(Exception.class)
  ModelAndView problem(Exception thrown, HttpServletRequest request, HttpServletResponse response) {
    Problem problem = problems.of(thrown, request);
    response.setStatus(problem.status());
    return new ModelAndView("slipway/problem", "problem", problem);
  }
}
