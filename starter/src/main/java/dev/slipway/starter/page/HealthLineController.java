package dev.slipway.starter.page;

import dev.slipway.api.Role;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.health.HealthResponse;
import dev.slipway.starter.health.Probes;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The line in each page's footer: is everything available that a deployment needs? */
@Controller
@Needs(Role.VIEWER)
class HealthLineController {
  private final Probes probes;

  HealthLineController(Probes probes) {
    this.probes = probes;
  }

  /** One part of it. */
  public record Part(String name, boolean ok, String detail) {
    static Part of(String name, HealthResponse.Part part) {
      return new Part(name, part.ok(), part.detail().replace("workers polling: ", ""));
    }
  }

  @GetMapping("/foot")
  String health(Model model) {
    HealthResponse answer = probes.run();
    var parts =
        Stream.of(
            Part.of("Temporal", answer.temporal()),
            Part.of("Workers", answer.workers()),
            Part.of("Workflows", answer.workflows()),
            Part.of("AWS", answer.aws()));
    // Nothing is said of workflows as long as they do what they should.
    model.addAttribute(
        "parts", parts.filter(part -> !part.ok() || !part.name().equals("Workflows")).toList());
    return "slipway/health :: health";
  }
}
