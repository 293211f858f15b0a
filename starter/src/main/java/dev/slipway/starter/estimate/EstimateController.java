package dev.slipway.starter.estimate;

import dev.slipway.api.Role;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.access.Permissions;
import dev.slipway.starter.accounts.KnownAccounts;
import dev.slipway.starter.requests.EstimateRequestReader;
import dev.slipway.starter.requests.JsonBodies;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a request would cost; nothing is stored and no other service is called. */
@RestController
@Tag(name = "checks")
@RequestMapping("/api/v1")
@Needs(Role.VIEWER)
class EstimateController {
  private final JsonBodies bodies;
  private final EstimateRequestReader reader;
  private final Estimates estimates;
  private final TargetAdvisor targets;
  private final Permissions permissions;
  private final KnownAccounts accounts;

  EstimateController(
      JsonBodies bodies,
      EstimateRequestReader reader,
      Estimates estimates,
      TargetAdvisor targets,
      Permissions permissions,
      KnownAccounts accounts) {
    this.permissions = permissions;
    this.accounts = accounts;
    this.bodies = bodies;
    this.reader = reader;
    this.estimates = estimates;
    this.targets = targets;
  }

  /** The bill and what would suit better. */
  record EstimateResponse(
      BigDecimal monthlyUsd,
      List<Estimate.Item> breakdown,
      Estimate.Assumptions assumptions,
      List<Advice> advice,
      TargetAdvice target) {}

  @PostMapping("/estimate")
  @Operation(operationId = "estimateCost", summary = "Estimates what an agent would cost")
  EstimateResponse estimate(HttpServletRequest request) {
    var asked = reader.read(bodies.readOrEmpty(request));
    accounts.requireRegion(permissions.requireAccount(asked.account()), asked.region());
    Estimate estimate = estimates.of(asked.spec(), asked.region(), asked.traffic());
    return new EstimateResponse(
        estimate.monthlyUsd(),
        estimate.breakdown(),
        estimate.assumptions(),
        Advisor.onSpec(asked.spec()),
        targets.of(asked.spec(), null, asked.region(), asked.traffic()));
  }
}
