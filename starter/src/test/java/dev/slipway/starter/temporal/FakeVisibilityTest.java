package dev.slipway.starter.temporal;

import dev.slipway.starter.fakes.FakeVisibility;
import dev.slipway.workflows.temporal.SearchAttributes;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class FakeVisibilityTest extends VisibilityContract {
  private static TestWorkflowEnvironment environment;

  @BeforeAll
  static void start() {
    var options =
        TestEnvironmentOptions.newBuilder()
            .setUseTimeskipping(false)
            .setWorkflowServiceStubsOptions(
                WorkflowServiceStubsOptions.newBuilder()
                    .setGrpcClientInterceptors(List.of(new FakeVisibility()))
                    .build());
    SearchAttributes.ALL.forEach(
        key ->
            options.registerSearchAttribute(
                key.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
    environment = TestWorkflowEnvironment.newInstance(options.build());
  }

  @AfterAll
  static void stop() {
    environment.close();
  }

  @Override
  TemporalConnection temporal() {
    return new TemporalConnection(
        environment.getWorkflowServiceStubs(), environment.getNamespace());
  }
}
