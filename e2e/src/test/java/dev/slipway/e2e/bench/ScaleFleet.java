package dev.slipway.e2e.bench;

import dev.slipway.api.StackName;
import dev.slipway.workflows.deploy.DeploymentResult;
import dev.slipway.workflows.model.AgentKey;
import io.temporal.client.WorkflowClient;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Some of many agents, each deployed once a round. */
final class ScaleFleet {
  private static final int CALLERS = 8;
  private static final int MAX_MINUTES = 15;

  private final WorkflowClient client;
  private final int first;
  private final int end;

  /** The agents from the first number to before the end. */
  ScaleFleet(WorkflowClient client, int first, int end) {
    this.client = client;
    this.first = first;
    this.end = end;
  }

  /** Asks for a deployment of each agent. */
  void admit(int revision) {
    all(
        number -> {
          if (!Orders.admitted(client, agent(number), name(number), id(number, revision))) {
            throw new IllegalStateException(id(number, revision) + " was refused");
          }
        });
  }

  /** Waits until all of a round have become their agents' revisions. */
  void awaitEnd(int revision) {
    all(
        number -> {
          var result =
              client.newUntypedWorkflowStub(id(number, revision)).getResult(DeploymentResult.class);
          if (result.revision().number() != revision) {
            throw new IllegalStateException(
                "%s became revision %d"
                    .formatted(id(number, revision), result.revision().number()));
          }
        });
  }

  /** A few agents' numbers, the same each time, for what would take long to read of all. */
  List<Integer> sample(int size) {
    int agents = end - first;
    return IntStream.range(0, Math.min(size, agents))
        .map(place -> first + (int) ((long) place * agents / Math.min(size, agents)))
        .boxed()
        .toList();
  }

  AgentKey agent(int number) {
    return new AgentKey(
        "000000000000", "us-east-1", new StackName("strands-agent-" + name(number)));
  }

  String id(int number, int revision) {
    return "%s-%d".formatted(name(number), revision);
  }

  private static String name(int number) {
    return "scale-%05d".formatted(number);
  }

  private void all(IntConsumer work) {
    try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      List<? extends Future<?>> calls =
          IntStream.range(first, end)
              .mapToObj(number -> callers.submit(() -> work.accept(number)))
              .toList();
      for (Future<?> call : calls) {
        call.get(MAX_MINUTES, TimeUnit.MINUTES);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}
