package dev.slipway.starter.source;

import dev.slipway.api.Role;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.requests.Uploads;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows what a retry would change, before it is asked for. */
@RestController
@Tag(name = "deployments")
@RequestMapping("/api/v1/deployments/{id}/retry/diff")
@Needs(Role.DEPLOYER)
class RetryDiffController {
  private final Uploads uploads;
  private final RetryDiffs diffs;

  RetryDiffController(Uploads uploads, RetryDiffs diffs) {
    this.uploads = uploads;
    this.diffs = diffs;
  }

  @PostMapping
  @Operation(
      operationId = "diffRetry",
      summary = "Compares a parked deployment with what the same request to retry makes of it")
  DiffResponse diff(@PathVariable String id, HttpServletRequest request) {
    return DiffResponse.of(diffs.of(id, uploads.readOrEmpty(request)));
  }
}
