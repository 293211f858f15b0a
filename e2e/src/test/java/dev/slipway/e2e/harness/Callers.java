package dev.slipway.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockagentcore.BedrockAgentCoreClient;

/** People who call an agent under {@code live} without a pause, past Slipway. */
public final class Callers implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SdkBytes QUESTION = SdkBytes.fromUtf8String("{\"prompt\":\"Hello?\"}");

  private final BedrockAgentCoreClient runtimes;
  private final String arn;
  private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<?>> callers = new ArrayList<>();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final List<Semaphore> answers = new ArrayList<>();
  private volatile boolean calling = true;

  /** Starts them, each with a conversation of its own. */
  public Callers(HeldCloud cloud, String function, int number) {
    arn =
        new RuntimeReading(cloud.world(), function)
            .arn()
            .orElseThrow(() -> new AssertionError(function + " has no runtime (expected: one)"));
    runtimes =
        BedrockAgentCoreClient.builder()
            .endpointOverride(cloud.emulator().address())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create("000000000000", "test")))
            .build();
    for (int caller = 0; caller < number; caller++) {
      String session = "a-caller-who-never-pauses-for-long-" + caller;
      var answered = new Semaphore(0);
      answers.add(answered);
      callers.add(people.submit(() -> call(session, answered)));
    }
  }

  private void call(String session, Semaphore answered) {
    while (calling) {
      heard.add(ask(session));
      answered.release();
    }
  }

  private String ask(String session) {
    JsonNode answer =
        read(
            runtimes
                .invokeAgentRuntimeAsBytes(
                    request ->
                        request
                            .agentRuntimeArn(arn)
                            .qualifier("live")
                            .runtimeSessionId(session)
                            .contentType("application/json")
                            .accept("application/json")
                            .payload(QUESTION))
                .asUtf8String());
    return answer.path("response").asText();
  }

  private static JsonNode read(String answer) {
    try {
      return JSON.readTree(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(answer, e);
    }
  }

  /** Waits until each of them has had so many more answers. */
  public void awaitMore(int number) throws Exception {
    answers.forEach(Semaphore::drainPermits);
    for (Semaphore each : answers) {
      while (!each.tryAcquire(number, 1, TimeUnit.SECONDS)) {
        requireCalling();
      }
    }
  }

  /** Fails with what ended one of them. */
  private void requireCalling() throws Exception {
    for (Future<?> caller : callers) {
      if (caller.isDone()) {
        caller.get();
      }
    }
  }

  /** Lets them finish; returns every answer. Fails if one of them got none. */
  public List<String> end() throws Exception {
    calling = false;
    for (Future<?> caller : callers) {
      caller.get();
    }
    return List.copyOf(heard);
  }

  @Override
  public void close() {
    calling = false;
    people.shutdownNow();
    runtimes.close();
  }
}
