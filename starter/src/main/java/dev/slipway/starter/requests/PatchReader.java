package dev.slipway.starter.requests;

import dev.slipway.workflows.deploy.Decision;
import dev.slipway.workflows.model.DeploymentSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads decisions about a deployment: who, why, and what shall be different. */
@Component
public final class PatchReader {
  private static final int LONGEST_NOTE = 500;

  /**
   * A decision.
   *
   * @param spec the whole new spec; absent when it stays
   * @param code the corrected code; absent when it stays
   */
  public record Retry(
      String by, @Nullable String reason, @Nullable DeploymentSpec spec, @Nullable String code) {}

  /** Reads {@code {patch?, reason?, requested_by?}}; the patch has the fields of a deployment. */
  public Retry readRetry(JsonNode body, Optional<DeploymentSpec> current, @Nullable String user) {
    Complaints complaints = new Complaints();
    Fields fields = new Fields(body, complaints);
    String by = DeploymentRequestReader.requester(fields, user);
    String reason = fields.text("reason", LONGEST_NOTE).orElse(null);
    Optional<Fields> patch = fields.object("patch");
    DeploymentSpec spec = null;
    String code = null;
    if (patch.isPresent()) {
      Fields changed = patch.get();
      code = Code.read(changed).orElse(null);
      DeploymentSpec before = current.orElse(null);
      if (before != null) {
        DeploymentSpec after = new SpecReader(changed, before).read();
        spec = after.equals(before) ? null : after;
      }
      changed.rejectOthers();
    }
    fields.rejectOthers();
    complaints.throwIfAny();
    return new Retry(by, reason, spec, code);
  }

  /** Reads {@code {reason?, requested_by?, change_set_id?}}. */
  public Decision readApproval(JsonNode body, @Nullable String user) {
    Complaints complaints = new Complaints();
    Fields fields = new Fields(body, complaints);
    String by = DeploymentRequestReader.requester(fields, user);
    String reason = fields.text("reason", LONGEST_NOTE).orElse(null);
    String changeSet = fields.text("change_set_id", LONGEST_NOTE).orElse(null);
    fields.rejectOthers();
    complaints.throwIfAny();
    return new Decision(by, reason, changeSet);
  }

  /** Reads {@code {reason?, requested_by?}}. */
  public Retry readDecision(JsonNode body, @Nullable String user) {
    Complaints complaints = new Complaints();
    Fields fields = new Fields(body, complaints);
    String by = DeploymentRequestReader.requester(fields, user);
    String reason = fields.text("reason", LONGEST_NOTE).orElse(null);
    fields.rejectOthers();
    complaints.throwIfAny();
    return new Retry(by, reason, null, null);
  }
}
