package dev.slipway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.local.component.Supervisor;
import dev.slipway.local.process.Processes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.bedrockagentcore.model.ResourceNotFoundException;
import software.amazon.awssdk.services.bedrockagentcore.model.RuntimeClientErrorException;
import software.amazon.awssdk.services.bedrockagentcore.model.ValidationException;

/** Calls of AgentCore runtimes of the real emulator, which run the code; needs one. */
@EnabledIfEnvironmentVariable(named = "SLIPWAY_MINISTACK", matches = ".+")
class RuntimeSessionsTest {
  private static final int LONG = 900;

  /** Counts its calls in memory, and says which code it is. */
  private static final String COUNTER =
      """
      count = 0


      def main(prompt):
          global count
          count += 1
          print("call", count, "of", prompt)
          return f"CODE {count}"
      """;

  private static final String STREAM =
      """
      def main(prompt):
          yield "one"
          yield {"two": prompt}
      """;

  private static final String BROKEN =
      """
      def main(prompt):
          raise ValueError("no " + prompt)
      """;

  /** Leaves a process behind that outlives its parent and ignores requests to end. */
  private static final String LEAVING =
      """
      import subprocess, sys

      ENDLESS = "import os, signal, time; os.setsid(); signal.signal(15, signal.SIG_IGN); time.sleep(600)"


      def main(prompt):
          subprocess.Popen([sys.executable, "-c", ENDLESS])
          return "left"
      """;

  @TempDir static Path home;

  private static SupervisedEmulator own;
  private static Supervisor emulator;
  private static EmulatedRuntimes runtimes;

  @BeforeAll
  static void start() throws Exception {
    own = SupervisedEmulator.of(home);
    emulator = own.supervisor(ProcessLimits.USUAL);
    emulator.start();
    runtimes = new EmulatedRuntimes(own);
    runtimes.createBucket();
  }

  @AfterAll
  static void leaveNothing() {
    runtimes.close();
    emulator.close();
    assertThat(runtimes.processes()).isEmpty();
    Leftovers.endFunctions(own.settings());
  }

  private static String counter(String code) {
    return COUNTER.replace("CODE", code);
  }

  private static String session(Object name) {
    return "session-%s-%s".formatted(name, "x".repeat(33));
  }

  @Test
  void session_remembers_andNoOtherKnows() {
    String id = runtimes.create("remembers", counter("it"), LONG);

    assertThat(runtimes.ask(id, "DEFAULT", session(1), "x")).contains("\"it 1\"");
    assertThat(runtimes.ask(id, "DEFAULT", session(1), "x")).contains("\"it 2\"");
    assertThat(runtimes.ask(id, "DEFAULT", session(2), "x")).contains("\"it 1\"");
    assertThat(runtimes.ask(id, "DEFAULT", session(1), "x")).contains("\"it 3\"");
  }

  @Test
  void callWithoutASession_isOneOfItsOwn_whoseNameIsReturned() {
    String id = runtimes.create("nameless", counter("it"), LONG);

    var first = runtimes.call(id, "DEFAULT", null, "x");
    String session = first.response().runtimeSessionId();
    assertThat(session).hasSizeGreaterThanOrEqualTo(33);
    assertThat(runtimes.ask(id, "DEFAULT", null, "x")).contains("\"it 1\"");
    assertThat(runtimes.ask(id, "DEFAULT", session, "x")).contains("\"it 2\"");
  }

  @Test
  void agentThatYields_answersInEvents() {
    String id = runtimes.create("streams", STREAM, LONG);

    var answer = runtimes.call(id, "DEFAULT", session(1), "x");

    assertThat(answer.response().contentType()).isEqualTo("text/event-stream");
    assertThat(answer.asUtf8String()).isEqualTo("data: \"one\"\n\ndata: {\"two\": \"x\"}\n\n");
  }

  @Test
  void fiftySessionsAtOnce_areAnswered_eachByAnAgentOfItsOwn() throws Exception {
    String id = runtimes.create("fifty", counter("it"), LONG);

    List<Callable<String>> calls =
        IntStream.range(0, 50)
            .mapToObj(n -> (Callable<String>) () -> runtimes.ask(id, "DEFAULT", session(n), "x"))
            .toList();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> answer : callers.invokeAll(calls)) {
        assertThat(answer.get()).contains("\"it 1\"");
      }
    }
    runtimes.control.deleteAgentRuntime(request -> request.agentRuntimeId(id));
  }

  @Test
  void stoppedSession_beginsAnew() {
    String id = runtimes.create("stopped", counter("it"), LONG);
    runtimes.ask(id, "DEFAULT", session(1), "x");

    var stopped =
        runtimes.runtimes.stopRuntimeSession(
            request ->
                request.agentRuntimeArn(EmulatedRuntimes.arn(id)).runtimeSessionId(session(1)));

    assertThat(stopped.runtimeSessionId()).isEqualTo(session(1));
    assertThat(runtimes.ask(id, "DEFAULT", session(1), "x")).contains("\"it 1\"");
  }

  @Test
  void idleSession_isEnded_withAllItHasStarted() {
    String id = runtimes.create("idle", LEAVING, 1);
    List<ProcessHandle> others = runtimes.processes();
    runtimes.ask(id, "DEFAULT", session(1), "x");
    List<ProcessHandle> its =
        runtimes.processes().stream().filter(process -> !others.contains(process)).toList();
    assertThat(its).hasSizeGreaterThanOrEqualTo(3);

    eventually(() -> assertThat(its).noneMatch(Processes::runs));
  }

  @Test
  void sessionThatIsTooOld_isEnded() {
    var artifact = runtimes.artifact("old", counter("it"));
    String id =
        runtimes
            .control
            .createAgentRuntime(
                request ->
                    request
                        .agentRuntimeName("old")
                        .agentRuntimeArtifact(artifact)
                        .roleArn(EmulatedRuntimes.ROLE)
                        .networkConfiguration(network -> network.networkMode("PUBLIC"))
                        .lifecycleConfiguration(life -> life.maxLifetime(1)))
            .agentRuntimeId();
    List<ProcessHandle> others = runtimes.processes();
    runtimes.ask(id, "DEFAULT", session(1), "x");

    eventually(() -> assertThat(others).containsAll(runtimes.processes()));
  }

  @Test
  void largePayload_andItsAnswer_areWhole() {
    String id = runtimes.create("large", "def main(prompt):\n    return prompt\n", LONG);
    String prompt = "x".repeat(8_000_000);

    assertThat(runtimes.ask(id, "DEFAULT", session(1), prompt)).contains(prompt);
  }

  @Test
  void sessionsOfADeletedRuntime_areEnded_withAllTheyHaveStarted() {
    String id = runtimes.create("gone", LEAVING, LONG);
    List<ProcessHandle> others = runtimes.processes();
    runtimes.ask(id, "DEFAULT", session(1), "x");
    List<ProcessHandle> its =
        runtimes.processes().stream().filter(process -> !others.contains(process)).toList();

    runtimes.control.deleteAgentRuntime(request -> request.agentRuntimeId(id));

    eventually(() -> assertThat(its).noneMatch(Processes::runs));
    assertThatThrownBy(() -> runtimes.ask(id, "DEFAULT", session(1), "x"))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void agentThatFails_isAnErrorWithItsType_andTheLogHasTheRest() {
    String id = runtimes.create("fails", BROKEN, LONG);

    assertThatThrownBy(() -> runtimes.ask(id, "DEFAULT", session(1), "luck"))
        .isInstanceOf(RuntimeClientErrorException.class)
        .hasMessageContaining("Received error (500) from runtime")
        .hasMessageContaining("ValueError");
    eventually(
        () ->
            assertThat(runtimes.log(id, "DEFAULT"))
                .anyMatch(line -> line.contains("agent_failed") && line.contains("no luck")));
  }

  @Test
  void packageThatDoesNotStart_isAnErrorWithItsLastWords() {
    byte[] program = "raise SystemExit('no server here')".getBytes(StandardCharsets.UTF_8);
    var artifact = runtimes.artifact("exits", Map.of("main.py", program), "main.py");
    String id =
        runtimes
            .control
            .createAgentRuntime(
                request ->
                    request
                        .agentRuntimeName("exits")
                        .agentRuntimeArtifact(artifact)
                        .roleArn(EmulatedRuntimes.ROLE)
                        .networkConfiguration(network -> network.networkMode("PUBLIC")))
            .agentRuntimeId();

    assertThatThrownBy(() -> runtimes.ask(id, "DEFAULT", session(1), "x"))
        .isInstanceOf(RuntimeClientErrorException.class)
        .hasMessageContaining("exited with status 1")
        .hasMessageContaining("no server here");
  }

  @Test
  void log_hasWhatTheAgentPrints() {
    String id = runtimes.create("prints", counter("it"), LONG);
    runtimes.ask(id, "DEFAULT", session(1), "x");

    eventually(
        () ->
            assertThat(runtimes.log(id, "DEFAULT"))
                .contains("call 1 of x")
                .anyMatch(line -> line.contains("agent_answered")));
  }

  @Test
  void whatAwsRefuses_isRefused() {
    String id = runtimes.create("refuses", counter("it"), LONG);

    assertThatThrownBy(() -> runtimes.ask("nobody-0123456789", "DEFAULT", null, "x"))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> runtimes.ask(id, "nowhere", null, "x"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("nowhere");
    assertThatThrownBy(() -> runtimes.ask(id, "DEFAULT", "short", "x"))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("33");
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(Duration.ofMinutes(1)).untilAsserted(assertion);
  }
}
