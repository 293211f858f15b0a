package dev.slipway.activities.notices;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.DeploymentType;
import dev.slipway.api.NoticeType;
import dev.slipway.api.StackName;
import dev.slipway.workflows.model.AccountRole;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.notices.Notice;
import dev.slipway.workflows.notices.Subject;
import java.net.URI;
import java.time.Instant;

/** The notice of the API's reference, another one, and the links of its server. */
final class Samples {
  static final PageLinks LINKS = new PageLinks(URI.create("https://slipway.example.com"));

  private Samples() {}

  static Notice notice(NoticeType type, String message) {
    return new Notice(
        "evt_3f6c0a52-9d1e-4b7a-8a55-0d2f6f1c7e11",
        Instant.parse("2026-11-30T09:12:44.120Z"),
        type,
        message,
        new Subject(
            new DeploymentId("d-20261130-091201-k3"),
            DeploymentType.LAMBDA,
            new AgentKey("123456789012", "eu-west-1", new StackName("strands-agent-weather")),
            "weather",
            "anna",
            "new forecast model",
            "forecasts",
            null));
  }

  static Notice waiting() {
    return notice(NoticeType.AWAITING_APPROVAL, "Waiting for approval of 3 changes");
  }

  /** Of an agent that remembers no more than the id of the deployment. */
  static Notice unaudited(AccountRole account) {
    return new Notice(
        "evt_3f6c0a52-9d1e-4b7a-8a55-0d2f6f1c7e11",
        Instant.parse("2026-11-30T09:12:44.120Z"),
        NoticeType.AUDIT_FAILED,
        "No audit bundle of d-1: access denied",
        Subject.of(
            new AgentKey("123456789012", "eu-west-1", new StackName("strands-agent-weather"))
                .by(account),
            "weather",
            null,
            new DeploymentId("d-1")));
  }
}
