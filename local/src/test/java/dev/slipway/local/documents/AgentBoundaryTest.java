package dev.slipway.local.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whoever may deploy one agent must not reach the keys, code and conversations of all. */
class AgentBoundaryTest {
  private static final String OWN = "${aws:PrincipalTag/slipway:agent}";

  @Test
  void whatIsSlipways_isAllowedToTheAgentThatItBelongsTo_alone() {
    JsonNode policy = JsonMapper.shared().readTree(Repository.text("docs/iam/agent-boundary.json"));

    assertThat(allowed(policy))
        .filteredOn(AgentBoundaryTest::reachesSecretsOrObjects)
        .isNotEmpty()
        .allSatisfy(
            statement -> {
              if (statement.has("NotResource")) {
                assertThat(statement.get("NotResource").toString())
                    .contains("arn:aws:s3:::slipway-*", "arn:aws:s3:::slipway-*/*");
              } else {
                assertThat(statement.toString()).contains(OWN);
              }
            });
  }

  private static List<JsonNode> allowed(JsonNode policy) {
    return StreamSupport.stream(policy.get("Statement").spliterator(), false)
        .filter(statement -> statement.get("Effect").asString().equals("Allow"))
        .toList();
  }

  private static boolean reachesSecretsOrObjects(JsonNode statement) {
    String actions = statement.get("Action").toString();
    return actions.contains("\"s3:") || actions.contains("\"secretsmanager:");
  }
}
