package dev.slipway.starter.requests;

import dev.slipway.api.Approval;
import dev.slipway.api.DeploymentSpec;
import dev.slipway.api.Requester;
import dev.slipway.workflows.deploy.Decision;
import dev.slipway.workflows.failure.BlockedResource;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads decisions about a deployment: who, why, and what is to change. */
@Component
public final class PatchReader {
  private static final int MAX_NOTE_LENGTH = 500;
  private static final String SKIP = "skip_resources";

  /**
   * A decision.
   *
   * @param spec the whole new spec; absent when unchanged
   * @param source the corrected code; absent when unchanged
   * @param skipResources what a rollback that stopped may skip; absent when nothing
   */
  public record Retry(
      Requester by,
      @Nullable String reason,
      @Nullable DeploymentSpec spec,
      @Nullable Source source,
      @Nullable List<String> skipResources) {
    /** The same without what is to change. */
    public Decision decision() {
      return Decision.of(by, reason, null);
    }
  }

  /**
   * Reads {@code {patch?, reason?, on_behalf_of?}}; the patch has the fields of a deployment, and
   * {@code skip_resources}. A folder beside it is the corrected code.
   */
  public Retry readRetry(Upload upload, Optional<DeploymentSpec> current) {
    FieldErrors errors = new FieldErrors();
    Fields fields = new Fields(upload.request(), errors);
    Requester by = Requesters.read(fields);
    String reason = fields.text("reason", MAX_NOTE_LENGTH).orElse(null);
    Optional<Fields> patch =
        fields.object("patch").or(() -> upload.archive().map(_ -> Fields.none(errors)));
    DeploymentSpec spec = null;
    Source source = null;
    List<String> skipped = null;
    if (patch.isPresent()) {
      Fields changed = patch.get();
      source = Code.read(changed, upload).orElse(null);
      skipped = skipResources(changed);
      DeploymentSpec before = current.orElse(null);
      if (before != null) {
        DeploymentSpec after = new SpecReader(changed, before).read();
        requireApprovalStill(changed, before, after);
        if (source != null) {
          Code.requireEntryIn(changed, source, after.entry());
        }
        spec = after.equals(before) ? null : after;
      }
      changed.rejectOthers();
    }
    fields.rejectOthers();
    errors.throwIfAny();
    return new Retry(by, reason, spec, source, skipped);
  }

  /** Whoever asks for a retry may not take away the look of another person. */
  private static void requireApprovalStill(
      Fields patch, DeploymentSpec before, DeploymentSpec after) {
    if (before.approval() == Approval.REQUIRED && after.approval() != Approval.REQUIRED) {
      patch.invalid(
          "approval",
          "patch.approval: '%s' (expected: %s, which the deployment was requested with, or no approval field)"
              .formatted(after.approval().wireName(), Approval.REQUIRED.wireName()));
    }
  }

  private static @Nullable List<String> skipResources(Fields patch) {
    List<String> ids = List.copyOf(new TreeSet<>(patch.lines(SKIP)));
    if (ids.size() > BlockedResource.MOST) {
      patch.invalid(
          SKIP,
          "patch.%s: %d resources (expected: at most %d)"
              .formatted(SKIP, ids.size(), BlockedResource.MOST));
    }
    for (String id : ids) {
      if (!BlockedResource.isLogicalId(id)) {
        patch.invalid(
            SKIP,
            "patch.%s: %s (expected: a logical id, letters and digits)"
                .formatted(SKIP, Fields.shown(id)));
      }
    }
    return ids.isEmpty() ? null : ids;
  }

  /** Reads {@code {reason?, on_behalf_of?, change_set_id?}}. */
  public Decision readApproval(JsonNode body) {
    FieldErrors errors = new FieldErrors();
    Fields fields = new Fields(body, errors);
    Requester by = Requesters.read(fields);
    String reason = fields.text("reason", MAX_NOTE_LENGTH).orElse(null);
    String changeSet = fields.text("change_set_id", MAX_NOTE_LENGTH).orElse(null);
    fields.rejectOthers();
    errors.throwIfAny();
    return Decision.of(by, reason, changeSet);
  }

  /** Reads {@code {reason?, on_behalf_of?}}. */
  public Retry readDecision(JsonNode body) {
    FieldErrors errors = new FieldErrors();
    Fields fields = new Fields(body, errors);
    Requester by = Requesters.read(fields);
    String reason = fields.text("reason", MAX_NOTE_LENGTH).orElse(null);
    fields.rejectOthers();
    errors.throwIfAny();
    return new Retry(by, reason, null, null, null);
  }
}
