package dev.slipway.starter.page;

import dev.slipway.api.Role;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.health.HealthResponse;
import dev.slipway.starter.health.Probes;
import java.util.ArrayList;
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
    var parts = new ArrayList<Part>();
    parts.add(Part.of("Temporal", answer.temporal()));
    parts.add(Part.of("Workers", answer.workers()));
    if (!answer.workflows().ok()) {
      parts.add(Part.of("Workflows", answer.workflows()));
    }
    parts.add(Part.of("AWS", answer.aws()));
    model.addAttribute("parts", parts);
    return "slipway/health :: health";
  }
}
