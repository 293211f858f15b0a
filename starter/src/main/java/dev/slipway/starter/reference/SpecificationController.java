package dev.slipway.starter.reference;

import dev.slipway.starter.access.OpenToAll;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** The specification for programs. */
@RestController
@OpenToAll
class SpecificationController {
  private final Specification specification;

  SpecificationController(Specification specification) {
    this.specification = specification;
  }

  @GetMapping(path = "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
  ObjectNode specification(HttpServletRequest request) {
    return specification.at(ServerAddress.of(request));
  }
}
