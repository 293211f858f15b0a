package dev.slipway.local;

import dev.slipway.local.component.Readiness;
import dev.slipway.workflows.temporal.SearchAttributes;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc.OperatorServiceBlockingStub;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.common.SearchAttributeKey;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Ready means that the server answers and knows all our search attributes. */
final class TemporalReadiness implements Readiness {
  static final String NAMESPACE = "default";

  private final int port;

  TemporalReadiness(int port) {
    this.port = port;
  }

  @Override
  public boolean isReady() {
    // Connecting costs much less than a gRPC client; most checks end here.
    if (!Answers.connects(port)) {
      return false;
    }
    ManagedChannel channel =
        Grpc.newChannelBuilder("127.0.0.1:" + port, InsecureChannelCredentials.create()).build();
    try {
      WorkflowServiceGrpc.newBlockingStub(channel)
          .withDeadlineAfter(Timing.ANSWER.toMillis(), TimeUnit.MILLISECONDS)
          .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
      return knowsSearchAttributes(
          OperatorServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(Timing.ANSWER.toMillis(), TimeUnit.MILLISECONDS));
    } catch (StatusRuntimeException notYet) {
      return false;
    } finally {
      channel.shutdownNow();
    }
  }

  // A database from an older release may lack one: the server's flags only count for a new one.
  private static boolean knowsSearchAttributes(OperatorServiceBlockingStub operator) {
    Map<String, IndexedValueType> missing = missing(operator);
    if (missing.isEmpty()) {
      return true;
    }
    operator.addSearchAttributes(
        AddSearchAttributesRequest.newBuilder()
            .setNamespace(NAMESPACE)
            .putAllSearchAttributes(missing)
            .build());
    return missing(operator).isEmpty();
  }

  private static Map<String, IndexedValueType> missing(OperatorServiceBlockingStub operator) {
    Map<String, IndexedValueType> missing = new TreeMap<>();
    for (SearchAttributeKey<String> attribute : SearchAttributes.ALL) {
      missing.put(attribute.getName(), attribute.getValueType());
    }
    ListSearchAttributesRequest request =
        ListSearchAttributesRequest.newBuilder().setNamespace(NAMESPACE).build();
    missing
        .keySet()
        .removeAll(operator.listSearchAttributes(request).getCustomAttributesMap().keySet());
    return missing;
  }
}
