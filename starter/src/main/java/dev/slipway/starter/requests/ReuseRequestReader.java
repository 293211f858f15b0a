package dev.slipway.starter.requests;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.QueuePolicy;
import dev.slipway.workflows.model.QueueTerms;
import dev.slipway.workflows.model.Reuse;
import java.time.Clock;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads the request to deploy a revision again, or reports everything that is wrong with it. */
@Component
public final class ReuseRequestReader {
  private static final int MAX_NOTE_LENGTH = 500;

  /** No one deploys one agent a million times. */
  private static final int HIGHEST_REVISION = 1_000_000;

  /** Reads {@code {to_revision, reason?, on_behalf_of?, queue_policy?, deployment_id?}}. */
  public ReuseRequest readRollback(JsonNode body, @Nullable String idempotencyKey) {
    FieldErrors errors = new FieldErrors();
    Fields fields = new Fields(body, errors);
    OptionalInt revision = fields.whole("to_revision", 1, HIGHEST_REVISION, "");
    if (!fields.has("to_revision")) {
      fields.missing("to_revision", "the number of a revision");
    }
    return read(fields, errors, Reuse.rollbackTo(revision.orElse(1)), idempotencyKey);
  }

  /** Reads {@code {reason?, on_behalf_of?, queue_policy?, deployment_id?}}. */
  public ReuseRequest readRedeploy(JsonNode body, @Nullable String idempotencyKey) {
    FieldErrors errors = new FieldErrors();
    return read(new Fields(body, errors), errors, Reuse.redeploy(), idempotencyKey);
  }

  private static ReuseRequest read(
      Fields fields, FieldErrors errors, Reuse reuse, @Nullable String idempotencyKey) {
    DeploymentId id = DeploymentRequestReader.id(fields, idempotencyKey);
    QueuePolicy policy = new QueueTermsReader(fields, Clock.systemUTC()).policy();
    var request =
        new ReuseRequest(
            id,
            reuse,
            new QueueTerms(policy, null, null),
            Requesters.read(fields),
            fields.text("reason", MAX_NOTE_LENGTH).orElse(null));
    fields.rejectOthers();
    errors.throwIfAny();
    return request;
  }
}
