package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.Api.Answer;
import dev.slipway.e2e.harness.Canary;
import dev.slipway.e2e.harness.Ground;
import dev.slipway.e2e.harness.LocalStack;
import dev.slipway.e2e.harness.TemporalHistory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With keys, Temporal's server stores nothing that can be read, and everything works as before. */
class EncryptionIT {
  private static final String NAME = "sealed";
  private static final List<String> WORDS =
      List.of("value-of-a-variable", "reason-of-a-request", "words-of-a-failure", "reason-to-stop");

  @TempDir private Path folder;

  @Test
  void temporalReadsNothing_rotationGoesOn_andPeopleReadEverything() throws Exception {
    Path keys = folder.resolve("keys");
    write(keys, "k1");
    try (var stack = new LocalStack(Map.of("SLIPWAY_TEMPORAL_ENCRYPTIONKEYS", keys.toString()))) {
      stack.start();
      String parked = park(stack);
      String canceled = cancel(stack);

      assertHidden(stack);
      assertThat(shownByTemporalsOwnTool(stack, parked)).contains(WORDS.subList(0, 3));
      assertThat(stack.api().view(canceled).toString()).contains("reason-to-stop");

      stack.stop();
      write(keys, "k2", "k1");
      stack.start();
      assertThat(stack.api().view(parked).toString()).contains("words-of-a-failure");
      retry(stack, parked);
      assertThat(stack.api().awaitEnd(parked).path("status").asText()).isEqualTo("succeeded");
      assertThat(Agents.ask(stack.api(), NAME)).isEqualTo("value-of-a-variable");
      assertHidden(stack);

      stack.stop();
      write(keys, "k2");
      stack.start();
      Answer unreadable = stack.api().get("/deployments/" + canceled);
      assertThat(unreadable.status()).isEqualTo(503);
      assertThat(unreadable.body().path("detail").asText())
          .contains("the key 'k1'", "slipway.temporal.encryption-keys has keys k2");
    }
  }

  private static String park(LocalStack stack) {
    String id =
        stack
            .api()
            .deploy(
                NAME,
                Agents.running("raise RuntimeError('words-of-a-failure')"),
                Map.of(
                    "environment_variables", Map.of("WORD", "value-of-a-variable"),
                    "reason", "reason-of-a-request",
                    "on_failure", "park"));
    JsonNode view = stack.api().awaitStatus(id, Set.of("parked"));
    assertThat(view.toString()).contains("words-of-a-failure", "reason-of-a-request");
    return id;
  }

  /** Behind the parked one, so that it has not begun. */
  private static String cancel(LocalStack stack) {
    String id = stack.api().deploy(NAME, TinyAgent.CODE, Map.of());
    assertThat(
            stack
                .api()
                .post("/deployments/" + id + "/cancel", Map.of("reason", "reason-to-stop"))
                .status())
        .isEqualTo(202);
    stack.api().awaitEnd(id);
    return id;
  }

  private static void retry(LocalStack stack, String id) {
    String code = Agents.running("return os.environ['WORD']");
    assertThat(
            stack
                .api()
                .post(
                    "/deployments/" + id + "/retry",
                    Map.of("patch", Map.of("code", code), "reason", "reason-of-a-request"))
                .status())
        .isEqualTo(202);
  }

  private static void assertHidden(LocalStack stack) {
    try (var temporal = TemporalHistory.at(stack.temporalTarget())) {
      List<byte[]> everything = temporal.everything().toList();
      assertThat(everything).isNotEmpty();
      for (String word : WORDS) {
        assertThat(everything.stream().filter(Canary.of(word)::isIn)).as(word).isEmpty();
      }
    }
  }

  /** The history as the command line prints it with our codec server. */
  private static String shownByTemporalsOwnTool(LocalStack stack, String id)
      throws IOException, InterruptedException {
    var tool =
        new ProcessBuilder(
                System.getenv("SLIPWAY_TEMPORAL"),
                "workflow",
                "show",
                "--workflow-id=" + id,
                "--output=json",
                "--address=" + stack.temporalTarget(),
                "--codec-endpoint=" + stack.url() + "/api/codec",
                "--codec-auth=Bearer " + Ground.TOKEN)
            .redirectErrorStream(true)
            .start();
    tool.getOutputStream().close();
    String printed = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tool.waitFor()).as(printed).isZero();
    return decoded(printed);
  }

  /** Some of it comes as Base64, as JSON has no bytes. */
  private static String decoded(String json) {
    return Stream.of(json.split("\""))
        .map(EncryptionIT::fromBase64)
        .collect(Collectors.joining("\n", json, ""));
  }

  private static String fromBase64(String text) {
    try {
      return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException no) {
      return "";
    }
  }

  private static void write(Path file, String... ids) throws IOException {
    Files.write(
        file,
        Arrays.stream(ids)
            .map(
                id ->
                    id
                        + ":"
                        + Base64.getEncoder()
                            .encodeToString(
                                Arrays.copyOf(id.getBytes(StandardCharsets.US_ASCII), 32)))
            .toList());
  }
}
