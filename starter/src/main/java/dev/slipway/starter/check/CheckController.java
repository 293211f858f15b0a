package dev.slipway.starter.check;

import dev.slipway.starter.admission.CodeChecks;
import dev.slipway.starter.requests.CheckRequestReader;
import dev.slipway.starter.requests.JsonBodies;
import dev.slipway.starter.storage.StarterStorage;
import dev.slipway.workflows.check.CodeCheck;
import dev.slipway.workflows.model.ArtifactRef;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says what is wrong with code and what it needs; nothing of it is kept. */
@RestController
@RequestMapping("/api/v1")
class CheckController {
  private final JsonBodies bodies;
  private final CheckRequestReader reader;
  private final StarterStorage storage;
  private final CodeChecks checks;

  CheckController(
      JsonBodies bodies, CheckRequestReader reader, StarterStorage storage, CodeChecks checks) {
    this.bodies = bodies;
    this.reader = reader;
    this.storage = storage;
    this.checks = checks;
  }

  @PostMapping("/check")
  CodeCheck.Report check(HttpServletRequest request) {
    var asked = reader.read(bodies.read(request));
    ArtifactRef code = storage.code().putForCheck(asked.region(), asked.code());
    try {
      return checks.check(
          "check-" + UUID.randomUUID(), new CodeCheck.Input(asked.region(), code, asked.runtime()));
    } finally {
      storage.code().remove(asked.region(), code);
    }
  }
}
