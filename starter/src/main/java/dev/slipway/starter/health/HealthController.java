package dev.slipway.starter.health;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reports whether deployments can be made right now. */
@RestController
@RequestMapping("/api/v1")
class HealthController {
  private final Probes probes;

  HealthController(Probes probes) {
    this.probes = probes;
  }

  @GetMapping("/health")
  ResponseEntity<HealthAnswer> health() {
    HealthAnswer answer = probes.run();
    return ResponseEntity.status(answer.status().equals("up") ? 200 : 503).body(answer);
  }
}
