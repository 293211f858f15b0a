package dev.slipway.activities.notices;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.slipway.api.DeploymentType;
import dev.slipway.api.NoticeType;
import dev.slipway.api.Status;
import dev.slipway.workflows.notices.Notice;
import dev.slipway.workflows.notices.Subject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A notice as a <a href="https://cloudevents.io">CloudEvent</a> 1.0 in structured JSON.
 *
 * @param source identifies the agent; nothing is served there
 * @param subject the deployment's id; of an agent, that of the one that it is about
 */
@SuppressWarnings("IdentifierName") // The specification writes its attributes without separators.
record CloudEvent(
    String specversion,
    String id,
    String source,
    String type,
    String subject,
    Instant time,
    String datacontenttype,
    Data data) {
  static final String CONTENT_TYPE = "application/cloudevents+json; charset=utf-8";

  /** What happened; fields are added, never renamed or dropped. */
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Data(
      String deploymentId,
      @Nullable DeploymentType deploymentType,
      @Nullable Status status,
      String message,
      Agent agent,
      @Nullable String requestedBy,
      @Nullable String reason,
      @Nullable String projectId,
      @Nullable String version,
      @Nullable String page) {}

  /** The agent that is deployed or destroyed, or that something is wrong with. */
  @JsonNaming(SnakeCaseStrategy.class)
  record Agent(String name, String account, String region, String stackName) {}

  static CloudEvent of(Notice notice, PageLinks links) {
    Subject about = notice.subject();
    String id = about.deploymentId().value();
    var agent =
        new Agent(
            about.agentName(),
            about.agent().account(),
            about.agent().region(),
            about.agent().stackName().value());
    return new CloudEvent(
        "1.0",
        notice.id(),
        links.source(about.agent()),
        type(notice.type()),
        id,
        notice.time(),
        "application/json",
        new Data(
            id,
            about.type(),
            notice.type().status(),
            notice.message(),
            agent,
            about.requestedBy(),
            about.reason(),
            about.projectId(),
            about.version(),
            links.page(notice).orElse(null)));
  }

  private static String type(NoticeType type) {
    String kind = type.status() == null ? "agent" : "deployment";
    return "dev.slipway.%s.%s".formatted(kind, type.wireName());
  }
}
