package dev.slipway.starter.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Remembers what a visitor wants to be called in the records. */
@Controller
class VisitorController {
  @PostMapping("/me")
  String rename(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "/") String back,
      HttpServletRequest request,
      HttpServletResponse response) {
    response.addHeader(HttpHeaders.SET_COOKIE, Visitor.remember(name));
    // Only a path of ours: '//' and '/\' would leave this server.
    boolean ours = back.matches("/([A-Za-z0-9_.~%?&=-][A-Za-z0-9_.~%?&=/-]*)?");
    return "redirect:" + (ours ? back : "/");
  }
}
