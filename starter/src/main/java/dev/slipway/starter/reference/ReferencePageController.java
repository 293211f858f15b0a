package dev.slipway.starter.reference;

import dev.slipway.starter.access.OpenToAll;
import dev.slipway.starter.problems.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.TreeMap;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The API's documentation, from the specification that is served at {@code /openapi.json}. */
@Controller
@RequestMapping("/docs")
@OpenToAll
class ReferencePageController {
  private final Specification specification;

  ReferencePageController(Specification specification) {
    this.specification = specification;
  }

  @GetMapping
  String index(Model model) {
    ApiReference reference = specification.reference();
    model.addAttribute("reference", reference);
    model.addAttribute("subjects", new TreeMap<>(reference.subjects()));
    return "slipway/docs";
  }

  @GetMapping("/{id}")
  String call(@PathVariable String id, HttpServletRequest request, Model model) {
    Call call =
        specification
            .reference()
            .call(id)
            .orElseThrow(
                () ->
                    ProblemException.notFound(
                        "call: got '%s' (expected: one of those at /docs)".formatted(id)));
    model.addAttribute("call", call);
    model.addAttribute("example", ApiReference.example(call, ServerAddress.of(request)));
    return "slipway/docs-call";
  }
}
