package dev.slipway.starter.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.FakeWorker;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.fakes.RunningStarter.Reply;
import dev.slipway.starter.fakes.StubActivities;
import dev.slipway.starter.requests.RandomSpecs;
import dev.slipway.starter.requests.SpecWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jsoup.Connection.KeyVal;
import org.jsoup.Jsoup;
import org.jsoup.nodes.FormElement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** "Deploy again with these settings" asks for exactly what was asked for before. */
class DeployAgainTest {
  private static final int SEEDS = 40;
  private static final String CODE = "def main(): pass";
  private static RunningStarter starter;
  private static FakeWorker worker;

  @BeforeAll
  static void open() {
    FakeStorage storage = new FakeStorage();
    starter = RunningStarter.open(storage);
    worker = new FakeWorker(starter.temporal(), new StubActivities(storage));
  }

  @AfterAll
  static void close() {
    worker.close();
    starter.close();
  }

  @Test
  void theFormThatRepeatsADeployment_carriesEveryField() {
    for (int seed = 0; seed < SEEDS; seed++) {
      ObjectNode request = SpecWriter.write(RandomSpecs.of(seed, "again-" + seed));
      request.put("code", CODE).put("region", "eu-west-1").put("stack_name", "other-" + seed);
      Reply first = starter.post("/api/v1/deployments", request.toString());
      assertThat(first.status()).as(first.body()).isEqualTo(202);
      String id = first.text("deployment_id");

      Reply again = starter.form("/new", submitted("/new?from=" + id));

      assertThat(again.status()).as("seed %d: %s", seed, again.body()).isEqualTo(302);
      String page = URI.create(again.header("Location")).getPath();
      JsonNode repeated = RunningStarter.json(starter.get("/api/v1" + page).body());
      JsonNode original = RunningStarter.json(starter.get("/api/v1/deployments/" + id).body());
      assertThat(repeated.path("request")).as("seed %d", seed).isEqualTo(original.path("request"));
      assertThat(repeated.path("agent")).isEqualTo(original.path("agent"));
    }
  }

  /** The form as a browser sends it, with code typed into it. */
  private static String submitted(String page) {
    var form =
        (FormElement)
            Objects.requireNonNull(
                Jsoup.parse(starter.get(page).body()).selectFirst("form.workbench"));
    return form.formData().stream().map(DeployAgainTest::pair).collect(Collectors.joining("&"));
  }

  private static String pair(KeyVal field) {
    String value = field.key().equals("code") ? CODE : field.value();
    return encoded(field.key()) + "=" + encoded(value.replaceAll("\r?\n", "\r\n"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
