package dev.slipway.starter.reference;

import dev.slipway.starter.access.OpenToAll;
import dev.slipway.starter.problems.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.TreeMap;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.json.JsonMapper;

/** The API's documentation, from the specification that is served at {@code /openapi.json}. */
@Controller
@RequestMapping("/docs")
@OpenToAll
class ReferencePageController {
  private final OpenApiWebMvcResource specification;
  private final String place;
  private final JsonMapper json;

  ReferencePageController(
      OpenApiWebMvcResource specification,
      @Value("${springdoc.api-docs.path}") String place,
      JsonMapper json) {
    this.specification = specification;
    this.place = place;
    this.json = json;
  }

  @GetMapping
  String index(HttpServletRequest request, Model model) throws IOException {
    ApiReference reference = reference(request);
    model.addAttribute("reference", reference);
    model.addAttribute("subjects", new TreeMap<>(reference.subjects()));
    return "slipway/docs";
  }

  @GetMapping("/{id}")
  String call(@PathVariable String id, HttpServletRequest request, Model model) throws IOException {
    Call call =
        reference(request)
            .call(id)
            .orElseThrow(
                () ->
                    ProblemException.notFound(
                        "call: got '%s' (expected: one of those at /docs)".formatted(id)));
    String url = request.getRequestURL().toString();
    model.addAttribute("call", call);
    model.addAttribute(
        "example",
        ApiReference.example(
            call, url.substring(0, url.length() - request.getRequestURI().length())));
    return "slipway/docs-call";
  }

  private ApiReference reference(HttpServletRequest request) throws IOException {
    return ApiReference.of(json.readTree(specification.openapiJson(request, place, Locale.ROOT)));
  }
}
