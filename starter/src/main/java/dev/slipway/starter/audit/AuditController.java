package dev.slipway.starter.audit;

import dev.slipway.api.Regions;
import dev.slipway.api.Role;
import dev.slipway.api.StackName;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.access.Permissions;
import dev.slipway.starter.accounts.KnownAccounts;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.storage.StarterStorage;
import dev.slipway.storage.audit.AuditArchive;
import dev.slipway.storage.audit.AuditEntry;
import dev.slipway.workflows.audit.AuditHead;
import dev.slipway.workflows.model.AgentKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Audit bundles, of one deployment or of an agent's whole life. */
@RestController
@Tag(name = "audit")
@RequestMapping("/api/v1")
@Needs(Role.VIEWER)
class AuditController {
  private static final int PAGE = 1_000;

  private final Bundles bundles;
  private final StarterStorage storage;
  private final AuditArchive audits;
  private final KnownAccounts accounts;
  private final Permissions permissions;

  AuditController(
      Bundles bundles, StarterStorage storage, KnownAccounts accounts, Permissions permissions) {
    this.accounts = accounts;
    this.permissions = permissions;
    this.bundles = bundles;
    this.storage = storage;
    this.audits = storage.audits();
  }

  /**
   * An agent's chain.
   *
   * @param head its end as the index has it
   * @param sequences the numbers of its bundles, in order
   * @param nextAfter pass it as {@code after} for the rest; absent at the end
   */
  record Chain(
      String region,
      String stackName,
      @Nullable AuditHead head,
      List<Long> sequences,
      @Nullable Long nextAfter) {}

  @GetMapping("/deployments/{id}/audit")
  @Operation(operationId = "getDeploymentAudit", summary = "Returns a deployment's audit bundle")
  @ApiResponse(
      responseCode = "200",
      content = @Content(mediaType = "application/json", schema = @Schema(type = "object")))
  ResponseEntity<byte[]> ofDeployment(@PathVariable String id) {
    AuditEntry entry = bundles.require(id);
    return json(bundles.bytes(entry));
  }

  @GetMapping("/deployments/{id}/audit/objects/{sha256}")
  @Operation(
      operationId = "getDeploymentAuditObject",
      summary = "Returns an object that an audit bundle refers to")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = "application/octet-stream",
              schema = @Schema(type = "string", format = "binary")))
  void object(@PathVariable String id, @PathVariable String sha256, HttpServletResponse response)
      throws IOException {
    AuditEntry entry = bundles.require(id);
    String key =
        bundles
            .keyOf(entry, sha256)
            .orElseThrow(
                () ->
                    ProblemException.notFound(
                        "The audit bundle of '%s' refers to no such object.".formatted(id)));
    try (InputStream content =
        storage
            .places()
            .records(entry.agent())
            .open(entry.agent().region(), key)
            .orElseThrow(AuditController::gone)) {
      response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
      content.transferTo(response.getOutputStream());
    }
  }

  private static ProblemException gone() {
    return ProblemException.notFound(
        "The object is gone: its deployment was undone, or its agent was destroyed.");
  }

  @GetMapping("/agents/{region}/{stackName}/audit")
  @Operation(operationId = "getAgentAudit", summary = "Lists an agent's audit bundles")
  Chain ofAgent(
      @PathVariable String region,
      @PathVariable String stackName,
      @RequestParam(required = false) @Nullable String account,
      @RequestParam(defaultValue = "0") long after) {
    AgentKey agent = agent(region, stackName, account);
    List<Long> sequences = audits.sequences(agent, Math.max(0, after), PAGE);
    if (sequences.isEmpty() && after == 0) {
      throw notFound(region, stackName);
    }
    return new Chain(
        region,
        stackName,
        audits.head(agent).orElse(null),
        sequences,
        sequences.size() < PAGE ? null : sequences.getLast());
  }

  @GetMapping("/agents/{region}/{stackName}/audit/{sequence}")
  @Operation(
      operationId = "getAgentAuditBundle",
      summary = "Returns one of an agent's audit bundles")
  @ApiResponse(
      responseCode = "200",
      content = @Content(mediaType = "application/json", schema = @Schema(type = "object")))
  ResponseEntity<byte[]> ofAgent(
      @PathVariable String region,
      @PathVariable String stackName,
      @RequestParam(required = false) @Nullable String account,
      @PathVariable int sequence) {
    return json(
        audits
            .bundle(agent(region, stackName, account), sequence)
            .orElseThrow(() -> notFound(region, stackName)));
  }

  private static ResponseEntity<byte[]> json(byte[] bundle) {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(bundle);
  }

  private AgentKey agent(String region, String stackName, @Nullable String account) {
    return accounts.agent(permissions.requireAccount(account), region, stack(region, stackName));
  }

  private static StackName stack(String region, String stackName) {
    try {
      Regions.require(region);
      return new StackName(stackName);
    } catch (IllegalArgumentException impossible) {
      throw notFound(region, stackName);
    }
  }

  private static ProblemException notFound(String region, String stackName) {
    String label = region + "/" + stackName;
    return ProblemException.notFound(
        "There is no such audit bundle of an agent '%s'."
            .formatted(label.length() <= 150 ? label : label.substring(0, 150) + "…"));
  }
}
