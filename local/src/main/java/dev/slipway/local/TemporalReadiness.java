package dev.slipway.local;

import dev.slipway.local.component.Readiness;
import dev.slipway.workflows.temporal.SearchAttributes;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc.OperatorServiceBlockingStub;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Ready means: the server answers, and knows every search attribute of ours. */
final class TemporalReadiness implements Readiness {
  static final String NAMESPACE = "default";

  private final int port;

  TemporalReadiness(int port) {
    this.port = port;
  }

  @Override
  public boolean isReady() {
    // Connecting costs much less than a gRPC client; most questions end here.
    return Answers.connects(port) && answers() && knowsSearchAttributes();
  }

  private boolean answers() {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:" + port).build());
    try {
      stubs
          .blockingStub()
          .withDeadlineAfter(Timing.ANSWER.toMillis(), TimeUnit.MILLISECONDS)
          .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
      return true;
    } catch (StatusRuntimeException notYet) {
      return false;
    } finally {
      stubs.shutdownNow();
    }
  }

  private boolean knowsSearchAttributes() {
    OperatorServiceStubs stubs =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder().setTarget("127.0.0.1:" + port).build());
    try {
      OperatorServiceBlockingStub operator =
          stubs.blockingStub().withDeadlineAfter(Timing.ANSWER.toMillis(), TimeUnit.MILLISECONDS);
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
    } catch (StatusRuntimeException notYet) {
      return false;
    } finally {
      stubs.shutdownNow();
    }
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
