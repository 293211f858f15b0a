package dev.slipway.starter.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.RunningStarter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What someone reads who asks the server for its API. */
class ReferencePageTest {
  private static final int MOST_BYTES = 100_000;

  private static RunningStarter starter;

  @BeforeAll
  static void open() {
    starter = RunningStarter.open(new FakeStorage());
  }

  @AfterAll
  static void close() {
    starter.close();
  }

  private static Document page(String path) {
    var reply = starter.get(path);
    assertThat(reply.status()).as(path).isEqualTo(200);
    assertThat(reply.body().getBytes(StandardCharsets.UTF_8).length)
        .as("bytes of %s", path)
        .isLessThan(MOST_BYTES);
    return Jsoup.parse(reply.body());
  }

  private static JsonNode specification() {
    return RunningStarter.json(starter.get("/openapi.json").body());
  }

  private static List<JsonNode> operations() {
    return specification().path("paths").valueStream().flatMap(JsonNode::valueStream).toList();
  }

  private static List<String> names(Document page) {
    return page.select("th[scope=row] code").eachText();
  }

  @Test
  void everyCallIsListed_withItsOwnPage() {
    Document index = page("/docs");
    List<String> links = index.select(".calls a").eachAttr("href");
    var expected = new ArrayList<String>();
    for (JsonNode operation : operations()) {
      expected.add("/docs/" + operation.path("operationId").asString());
      assertThat(index.text()).contains(operation.path("summary").asString());
    }
    assertThat(links).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(expected).hasSizeGreaterThan(30);
    assertThat(links).allSatisfy(link -> assertThat(page(link).select("h1")).hasSize(1));
  }

  @Test
  void everyFieldOfARequest_isExplained() {
    Document page = page("/docs/deploy");
    JsonNode request = specification().path("components").path("schemas").path("DeploymentRequest");
    assertThat(names(page)).containsAll(request.path("properties").propertyNames());
    assertThat(page.text())
        .contains(request.path("properties").path("memory_size").path("description").asString())
        .contains("Two parts: request, the JSON of DeploymentRequest")
        .contains("x86_64, arm64", "map of string");
    assertThat(page.select("tr:has(code:matchesOwn(^function_name$)) .chip").text())
        .startsWith("required");
  }

  @Test
  void whatIsNested_hasItsPath() {
    assertThat(names(page("/docs/getDeployment")))
        .contains("steps", "steps[].name", "failure.message", "request.environment_variables");
    assertThat(names(page("/docs/getAgent")))
        .contains("revisions[].outputs.function_arn", "revisions[].outputs.runtime_arn");
  }

  @Test
  void whatHasProperties_isAnObject() {
    Document page = page("/docs/deploy");
    assertThat(page.select("tr:has(code:matchesOwn(^links$)) td").eachText().getFirst())
        .isEqualTo("object");
    assertThat(page.select("tr:has(code:matchesOwn(^errors$)) td").eachText().getFirst())
        .isEqualTo("list of object");
  }

  @Test
  void theExample_hasWhatMustBeGiven() {
    String example = page("/docs/deploy").select("#example + .bar button").attr("data-copy");
    assertThat(example)
        .startsWith("curl -X POST \"http://" + starter.authority() + "/api/v1/deployments\" \\\n")
        .contains("-d '{")
        .contains("\"function_name\": \"…\"")
        .doesNotContain("memory_size");
    assertThat(page("/docs/rollbackAgent").select("#example + .bar button").attr("data-copy"))
        .contains("/api/v1/agents/$REGION/$STACK_NAME/rollback\"");
    String get = page("/docs/listAgents").select("#example + .bar button").attr("data-copy");
    assertThat(get).doesNotContain("-d").endsWith("-H \"Authorization: Bearer $SLIPWAY_TOKEN\"");
  }

  @Test
  void anUnknownCall_isAPageThatSaysSo() {
    var reply = starter.get("/docs/no-such-call");
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.body()).contains("no-such-call");
  }
}
