package dev.slipway.starter.health;

import dev.slipway.api.Role;
import dev.slipway.starter.access.Needs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reports whether deployments can be made right now. */
@RestController
@Tag(name = "health")
@RequestMapping("/api/v1")
@Needs(Role.VIEWER)
class HealthController {
  private final Probes probes;

  HealthController(Probes probes) {
    this.probes = probes;
  }

  @GetMapping("/health")
  @Operation(operationId = "getHealth", summary = "Reports whether deployments can be made now")
  ResponseEntity<HealthResponse> health() {
    HealthResponse answer = probes.run();
    return ResponseEntity.status(answer.status().equals("up") ? 200 : 503).body(answer);
  }
}
