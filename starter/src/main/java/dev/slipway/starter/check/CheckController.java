package dev.slipway.starter.check;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.FunctionName;
import dev.slipway.api.Role;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.estimate.TargetAdvisor;
import dev.slipway.starter.requests.CheckRequestReader;
import dev.slipway.starter.requests.Traffic;
import dev.slipway.starter.requests.Uploads;
import dev.slipway.workflows.check.CodeCheck;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reports what is wrong with code and what it needs. */
@RestController
@Tag(name = "checks")
@RequestMapping("/api/v1")
@Needs(Role.DEPLOYER)
class CheckController {
  private final Uploads uploads;
  private final CheckRequestReader reader;
  private final Checker checker;
  private final TargetAdvisor targets;

  CheckController(
      Uploads uploads, CheckRequestReader reader, Checker checker, TargetAdvisor targets) {
    this.uploads = uploads;
    this.reader = reader;
    this.checker = checker;
    this.targets = targets;
  }

  @PostMapping("/check")
  @Operation(operationId = "checkCode", summary = "Checks code before it is deployed")
  CheckResponse check(HttpServletRequest request) {
    CheckRequestReader.Asked asked = reader.read(uploads.read(request));
    CodeCheck.Report report = checker.check(asked);
    var usual = DeploymentSpec.named(new FunctionName("checked")).with("runtime", asked.runtime());
    return new CheckResponse(report, targets.of(usual, report, asked.region(), Traffic.TYPICAL));
  }
}
