package dev.slipway.workflows.deploy;

import static dev.slipway.workflows.fakes.Faults.fails;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.api.OnFailure;
import dev.slipway.api.Status;
import dev.slipway.workflows.check.CodeCheck;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.fakes.Harbour;
import dev.slipway.workflows.fakes.Orders;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.steps.Preflight;
import dev.slipway.workflows.temporal.Payloads;
import io.temporal.client.WorkflowStub;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which models preflight asks about. */
@Timeout(300)
class NamedModelsTest {
  private static final List<String> MODELS = List.of("us.amazon.nova-lite-v1:0");

  private final Harbour harbour = new Harbour();

  @AfterEach
  void close() {
    harbour.close();
  }

  private static DeploymentOrder order(String id) {
    return Orders.naming(Orders.order(id, OnFailure.PARK), MODELS);
  }

  @Test
  void preflight_asksAboutTheModelsOfTheCode() {
    harbour.start(order("d-1")).getResult(DeploymentResult.class);

    assertThat(harbour.world().modelsAskedAbout()).containsExactly(MODELS);
  }

  @Test
  void retryWithoutChanges_asksAboutThemAgain() {
    retry(Patch.NONE);

    assertThat(harbour.world().modelsAskedAbout()).containsExactly(MODELS, MODELS);
  }

  @Test
  void correctedCode_isNotHeldToTheModelsOfTheOld() {
    retry(new Patch(null, Orders.artifact("corrected")));

    assertThat(harbour.world().modelsAskedAbout()).containsExactly(MODELS, List.of());
  }

  @Test
  void otherVersionOfTheLibrary_mayHaveAnotherDefaultModel() {
    var order = order("d-1");
    var pinned = order.spec().with("requirements", List.of("strands-agents==1.0.0"));
    harbour.start(order.with(pinned, order.code())).getResult(DeploymentResult.class);

    assertThat(harbour.world().modelsAskedAbout()).containsExactly(List.of());
  }

  @Test
  void whatOlderVersionsWrote_hasNoModels() throws Exception {
    var order = order("d-1");
    var input =
        new Preflight.Input(
            order.id(),
            order.agent(),
            order.spec().functionName(),
            order.spec().runtime(),
            Preflight.Needs.NONE,
            null,
            MODELS);

    assertThat(older(order, DeploymentOrder.class).models()).isEmpty();
    assertThat(older(input, Preflight.Input.class).models()).isEmpty();
  }

  @Test
  void onlySomeModels_ofThisRegion_areCarried() {
    assertThat(report(false, Collections.nCopies(30, "m")).modelsHere()).hasSize(20);
    assertThat(report(false, List.of("m".repeat(301), "m")).modelsHere()).containsExactly("m");
    assertThat(report(true, MODELS).modelsHere()).isEmpty();
  }

  private void retry(Patch patch) {
    harbour.faults().at("preflight", fails(FailureType.ACCESS_DENIED));
    WorkflowStub stub = harbour.start(order("d-1"));
    Awaitility.await().until(() -> harbour.view("d-1").status() == Status.PARKED);
    stub.update("retry", Void.class, new Decision("anna", "requested access"), patch);
    Awaitility.await().until(() -> harbour.world().modelsAskedAbout().size() == 2);
  }

  private static <T> T older(T value, Class<T> type) throws Exception {
    ObjectNode json = Payloads.mapper().valueToTree(value);
    json.remove("models");
    return Payloads.mapper().treeToValue(json, type);
  }

  private static CodeCheck.Report report(boolean asksElsewhere, List<String> models) {
    return new CodeCheck.Report(
        true,
        List.of(),
        List.of(),
        null,
        List.of(),
        models,
        true,
        asksElsewhere,
        List.of(),
        List.of(),
        false,
        1,
        List.of(),
        List.of(),
        null,
        List.of(),
        null);
  }
}
