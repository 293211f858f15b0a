package dev.slipway.starter.deployments;

import dev.slipway.api.Role;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.admission.Admissions;
import dev.slipway.starter.requests.DeploymentRequest;
import dev.slipway.starter.requests.DeploymentRequestReader;
import dev.slipway.starter.requests.ListQuery;
import dev.slipway.starter.requests.Uploads;
import dev.slipway.starter.temporal.Deployments;
import dev.slipway.starter.views.DeploymentResponse;
import dev.slipway.starter.views.DeploymentResponses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Creates, lists and shows deployments. */
@RestController
@Tag(name = "deployments")
@RequestMapping("/api/v1/deployments")
@Needs(Role.VIEWER)
class DeploymentsController {
  private final Uploads uploads;
  private final DeploymentRequestReader reader;
  private final Admissions admissions;
  private final AcceptedResponses accepted;
  private final Deployments deployments;
  private final DeploymentResponses answers;
  private final DeploymentList list;

  DeploymentsController(
      Uploads uploads,
      DeploymentRequestReader reader,
      Admissions admissions,
      AcceptedResponses accepted,
      Deployments deployments,
      DeploymentResponses answers,
      DeploymentList list) {
    this.uploads = uploads;
    this.reader = reader;
    this.admissions = admissions;
    this.accepted = accepted;
    this.deployments = deployments;
    this.answers = answers;
    this.list = list;
  }

  @Needs(Role.DEPLOYER)
  @PostMapping
  @Operation(operationId = "deploy", summary = "Deploys an agent")
  ResponseEntity<AcceptedResponse> create(
      HttpServletRequest request,
      @RequestHeader(value = "Idempotency-Key", required = false) @Nullable String key) {
    DeploymentRequest asked = reader.read(uploads.read(request), key);
    AcceptedResponse response = accepted.of(admissions.deploy(asked).value(), asked.subject());
    return ResponseEntity.accepted().location(URI.create(response.links().self())).body(response);
  }

  @GetMapping
  @Operation(
      operationId = "listDeployments",
      summary = "Lists deployments, those in progress first")
  DeploymentList.Page list(@RequestParam Map<String, String> parameters) {
    return list.page(ListQuery.read(parameters));
  }

  @GetMapping("/{id}")
  @Operation(operationId = "getDeployment", summary = "Shows a deployment")
  DeploymentResponse show(@PathVariable String id) {
    return answers.of(deployments.view(id));
  }
}
