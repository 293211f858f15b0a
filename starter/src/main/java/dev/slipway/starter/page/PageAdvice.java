package dev.slipway.starter.page;

import dev.slipway.starter.access.Permissions;
import dev.slipway.starter.problems.Problem;
import dev.slipway.starter.problems.ProblemPage;
import dev.slipway.starter.problems.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.servlet.ModelAndView;

/** What every page has in its model, and how a problem is rendered as a page. */
@ControllerAdvice(
    basePackageClasses = PageAdvice.class,
    basePackages = {"dev.slipway.starter.identity", "dev.slipway.starter.reference"})
class PageAdvice implements ProblemPage {
  private final Problems problems;
  private final Permissions permissions;

  PageAdvice(Problems problems, Permissions permissions) {
    this.problems = problems;
    this.permissions = permissions;
  }

  @ModelAttribute("visitor")
  Visitor visitor() {
    return Visitor.current();
  }

  @ModelAttribute("may")
  May may() {
    return new May(permissions);
  }

  @ModelAttribute("path")
  String path(HttpServletRequest request) {
    return request.getRequestURI();
  }

  /** When a page has requested a part of itself, the problem is rendered as a part, too. */
  @ExceptionHandler(Exception.class)
  ModelAndView problem(Exception thrown, HttpServletRequest request, HttpServletResponse response) {
    return of(problems.of(thrown, request), request, response);
  }

  @Override
  public ModelAndView of(
      Problem problem, HttpServletRequest request, HttpServletResponse response) {
    boolean part = "true".equals(request.getHeader("HX-Request"));
    // A part is shown in its place only if the response is a success.
    response.setStatus(part ? HttpServletResponse.SC_OK : problem.status());
    ModelAndView view = new ModelAndView(part ? "slipway/problem :: part" : "slipway/problem");
    view.addObject("problem", problem);
    view.addObject("visitor", Visitor.current());
    view.addObject("may", may());
    view.addObject("path", request.getRequestURI());
    return view;
  }
}
