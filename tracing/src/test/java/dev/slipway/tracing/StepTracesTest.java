package dev.slipway.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.workflows.model.Traced;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/** From an order over the attempts of a step to its calls of AWS, on Temporal's test server. */
@Timeout(60)
class StepTracesTest {
  private static final String PLACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String SECRET = "words that only people may read";

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final SdkTracerProvider provider =
      SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(spans)).build();
  private final Tracer tracer = provider.get("test");
  private HttpServer aws;

  /** Like a deployment's. */
  record Order(@Nullable String traceparent) implements Traced {}

  /** One workflow with one step. */
  @WorkflowInterface
  public interface Voyage {
    @WorkflowMethod
    void sail(Order order);
  }

  /** Runs the step. */
  public static final class VoyageImpl implements Voyage {
    @Override
    public void sail(Order order) {
      Workflow.newActivityStub(
              Step.class,
              ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(30)).build())
          .load(SECRET);
    }
  }

  /** Fails once, then calls AWS. */
  @ActivityInterface
  public interface Step {
    void load(String what);
  }

  @BeforeEach
  void startAws() throws IOException {
    aws = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] answer =
        "<GetCallerIdentityResponse><GetCallerIdentityResult/></GetCallerIdentityResponse>"
            .getBytes(StandardCharsets.UTF_8);
    aws.createContext(
        "/",
        call -> {
          call.getResponseHeaders().add("x-amzn-RequestId", "r-1");
          call.sendResponseHeaders(200, answer.length);
          call.getResponseBody().write(answer);
          call.close();
        });
    aws.start();
  }

  @AfterEach
  void close() {
    aws.stop(0);
    provider.close();
  }

  @Test
  void attemptsAndCalls_areInTheOrdersTrace_withoutWhatIsSaid() {
    sail(new Order(PLACE));

    assertThat(sent())
        .extracting(SpanData::getName)
        .containsExactly("Load", "Sts.GetCallerIdentity", "Load");
    SpanData failed = sent().getFirst();
    SpanData call = sent().get(1);
    SpanData succeeded = sent().getLast();
    assertThat(sent())
        .extracting(SpanData::getTraceId)
        .containsOnly("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(failed.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
    assertThat(failed.getStatus().getDescription()).isEqualTo("Leak");
    assertThat(succeeded.getAttributes().get(AttributeKey.longKey("temporal.attempt")))
        .isEqualTo(2);
    assertThat(call.getParentSpanId()).isEqualTo(succeeded.getSpanId());
    assertThat(call.getAttributes().get(AttributeKey.stringKey("aws.request_id"))).isEqualTo("r-1");
    assertThat(sent().toString()).doesNotContain(SECRET);
  }

  @Test
  void orderWithoutATrace_makesNoSpan() {
    sail(new Order(null));

    assertThat(sent()).isEmpty();
  }

  private List<SpanData> sent() {
    return spans.getFinishedSpanItems();
  }

  private void sail(Order order) {
    var workers =
        WorkerFactoryOptions.newBuilder().setWorkerInterceptors(new StepTraces(tracer)).build();
    var options = TestEnvironmentOptions.newBuilder().setWorkerFactoryOptions(workers).build();
    try (var temporal = TestWorkflowEnvironment.newInstance(options);
        var sts = sts()) {
      var worker = temporal.newWorker("sea");
      worker.registerWorkflowImplementationTypes(VoyageImpl.class);
      worker.registerActivitiesImplementations((Step) what -> load(sts, what));
      temporal.start();
      temporal
          .getWorkflowClient()
          .newWorkflowStub(Voyage.class, WorkflowOptions.newBuilder().setTaskQueue("sea").build())
          .sail(order);
    }
  }

  private static void load(StsClient sts, String what) {
    if (Activity.getExecutionContext().getInfo().getAttempt() == 1) {
      throw ApplicationFailure.newFailure("it leaks: " + what, "Leak");
    }
    sts.getCallerIdentity();
  }

  private StsClient sts() {
    return StsClient.builder()
        .endpointOverride(URI.create("http://127.0.0.1:" + aws.getAddress().getPort()))
        .region(Region.EU_WEST_1)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .overrideConfiguration(o -> o.addExecutionInterceptor(new AwsCallTraces(tracer)))
        .build();
  }
}
