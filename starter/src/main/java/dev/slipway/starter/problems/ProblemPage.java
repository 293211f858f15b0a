package dev.slipway.starter.problems;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.ModelAndView;

/** Renders a problem as a web page, for people. */
public interface ProblemPage {
  ModelAndView of(Problem problem, HttpServletRequest request, HttpServletResponse response);
}
