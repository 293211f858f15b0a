package dev.slipway.workflows.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflows.fakes.Orders;
import dev.slipway.workflows.temporal.FairShare;
import org.junit.jupiter.api.Test;

class ChildOptionsTest {
  @Test
  void deployment_hasTheShareOfItsRequester() {
    var order = Orders.order("dep-1");

    assertThat(ChildOptions.of(order, 1).getPriority())
        .isEqualTo(FairShare.of(order.requestedBy()))
        .isNotEqualTo(FairShare.of("someone else"));
  }
}
