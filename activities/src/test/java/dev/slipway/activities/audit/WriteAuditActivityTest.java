package dev.slipway.activities.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.slipway.api.DeploymentId;
import dev.slipway.api.StackName;
import dev.slipway.storage.audit.AuditArchive;
import dev.slipway.storage.audit.AuditJson;
import dev.slipway.storage.audit.AuditPlaces;
import dev.slipway.storage.audit.MemoryRecords;
import dev.slipway.storage.audit.Seal;
import dev.slipway.workflows.audit.WriteAudit;
import dev.slipway.workflows.deploy.Outcome;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.timeline.DeploymentView;
import dev.slipway.workflows.timeline.Timeline;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.WorkflowHistoryLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bundles of deployments whose histories are kept for the replay test. */
class WriteAuditActivityTest {
  private static final Path HISTORIES = Path.of("../workflows/src/test/resources/histories/0.1");
  private static final AgentKey AGENT =
      new AgentKey("000000000000", "us-east-1", new StackName("strands-agent-weather"));

  private final MemoryRecords bucket = new MemoryRecords();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "first-deployment",
        "failed-first-create",
        "failed-update",
        "undo-failed",
        "kept",
        "parked-and-resumed",
        "parked-and-expired",
        "canceled-while-deploying",
        "rejected",
        "transient-failure",
        "destroyed"
      })
  void theViewInABundle_isTheViewOfTheHistory(String scenario) throws Exception {
    JsonNode content = write(scenario);
    var view = AuditJson.read(content.path("deployment"), DeploymentView.class);

    assertThat(view).isEqualTo(Timeline.view(history(scenario), List.of()));
    assertThat(content.path("history").size()).isEqualTo(history(scenario).size());
    assertThat(content.path("history_events").asInt()).isEqualTo(history(scenario).size());
  }

  @Test
  void whoDecidedWhatAndWhy_isInTheBundle() throws Exception {
    JsonNode approved = write("approved");
    assertThat(approved.path("approved_by").asText()).isEqualTo("anna");
    assertThat(approved.at("/decisions/0/verb").asText()).isEqualTo("approve");
    assertThat(approved.at("/decisions/0/reason").asText()).isEqualTo("looked at it");
    assertThat(approved.at("/plans/0/changeSetId").asText()).startsWith("slipway-");

    JsonNode resumed = write("parked-and-resumed");
    assertThat(resumed.at("/decisions/0/verb").asText()).isEqualTo("retry");
    assertThat(resumed.path("approved_by").isNull()).isTrue();
    assertThat(write("canceled-while-deploying").at("/decisions/0/verb").asText())
        .isEqualTo("cancel");
  }

  /**
   * One that waits for its window looks for its turn each hour, which makes thousands of events.
   */
  @Test
  void whoApprovedALongHistory_isInTheBundle_whateverOfItIsShown() throws Exception {
    List<HistoryEvent> approved = history("approved");
    List<HistoryEvent> padded = new ArrayList<>(approved);
    var waiting = HistoryEvent.newBuilder().setEventType(EventType.EVENT_TYPE_TIMER_STARTED);
    padded.addAll(1, Collections.nCopies(2_500, waiting.build()));

    JsonNode bundle =
        BundleContent.of(
            Timeline.view(approved, List.of()),
            "run",
            padded,
            JsonNodeFactory.instance.arrayNode());

    assertThat(bundle.path("history")).hasSize(2_000);
    assertThat(bundle.path("history_events").asInt()).isEqualTo(padded.size());
    assertThat(bundle.path("approved_by").asText()).isEqualTo("anna");
    assertThat(bundle.path("plans")).isNotEmpty();
    assertThat(bundle.path("artifacts").findValuesAsText("name")).contains("source", "package");
  }

  @Test
  void variablesThatAreCalledLikeKeys_areMaskedWhereverTheyAre() {
    for (String variables : List.of("environmentVariables", "environment_variables")) {
      JsonNode spec =
          AuditJson.parse(
              "{\"spec\":{\"%s\":{\"DB_PASSWORD\":\"hunter2pw\",\"HOST\":\"db\"}}}"
                  .formatted(variables)
                  .getBytes(StandardCharsets.UTF_8));

      assertThat(Masking.mask(spec).toString()).doesNotContain("hunter2pw").contains("\"db\"");
    }
  }

  @Test
  void fingerprintOfTheRequest_isReadBackFromTheBundle() throws Exception {
    write("first-deployment");
    var archive = new AuditArchive(AuditPlaces.only(bucket), Clock.systemUTC());

    assertThat(archive.find(new DeploymentId("d-1")).flatMap(archive::requestSha256))
        .contains("fingerprint-d-1");
  }

  @Test
  void howItWent_isInTheIndex_forLists() throws Exception {
    assertThat(listed("first-deployment")).isEqualTo(Outcome.live(1));
    assertThat(listed("failed-first-create"))
        .extracting(Outcome::failure)
        .isEqualTo(FailureType.NAME_TAKEN);
    assertThat(listed("plan-only")).isEqualTo(Outcome.NONE);
  }

  private Outcome listed(String scenario) throws Exception {
    write(scenario);
    var archive = new AuditArchive(AuditPlaces.only(bucket), Clock.systemUTC());
    return archive.find(new DeploymentId("d-1")).orElseThrow().outcome();
  }

  @Test
  void everyArtifact_isInTheBundleWithItsHash() throws Exception {
    JsonNode artifacts = write("first-deployment").path("artifacts");

    assertThat(artifacts.findValuesAsText("name"))
        .contains("code", "source", "lock", "layer", "package", "template");
    assertThat(artifacts.findValuesAsText("sha256")).allMatch(hash -> hash.matches("[0-9a-f]{64}"));
  }

  @Test
  void logs_areInTheBundleAsHashes() throws Exception {
    bucket.put(
        "us-east-1",
        "records/d-1/logs/samBuild/1/0-0.ndjson",
        "{}\n".getBytes(StandardCharsets.UTF_8));

    JsonNode log = write("first-deployment").at("/logs/0");
    assertThat(log.path("key").asText()).isEqualTo("records/d-1/logs/samBuild/1/0-0.ndjson");
    assertThat(log.path("sha256").asText())
        .isEqualTo("ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356");
  }

  @Test
  void aHistoryThatIsGone_isNotRetried() {
    var activity = new WriteAuditActivity(_ -> List.of(), bucket);

    assertThatThrownBy(() -> activity.writeAudit(input()))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.getType()).isEqualTo(WriteAudit.HISTORY_GONE);
              assertThat(failure.isNonRetryable()).isTrue();
            });
  }

  private JsonNode write(String scenario) throws Exception {
    bucket.objects.keySet().removeIf(key -> key.startsWith("audit"));
    List<HistoryEvent> history = history(scenario);
    var head = new WriteAuditActivity(_ -> history, bucket).writeAudit(input());
    byte[] bundle =
        Objects.requireNonNull(bucket.objects.get("audit/strands-agent-weather/00000001.json"));
    assertThat(Seal.hash(bundle)).contains(head.sha256());
    return AuditJson.parse(bundle).path("content");
  }

  private static WriteAudit.Input input() {
    return new WriteAudit.Input(AGENT, new DeploymentId("d-1"), null);
  }

  private static List<HistoryEvent> history(String scenario) throws Exception {
    return WorkflowHistoryLoader.readHistory(HISTORIES.resolve(scenario + ".json").toFile())
        .getEvents();
  }
}
