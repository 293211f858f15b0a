package dev.slipway.activities.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.activities.EmulatedCloud;
import dev.slipway.storage.emulator.OnEmulator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An emulator's catalog decides about no deployment. */
@OnEmulator
class ModelAccessEmulatorTest {
  private static final String REGION = "us-east-1";

  private final EmulatedCloud cloud = new EmulatedCloud();
  private final List<String> log = new ArrayList<>();

  @AfterEach
  void close() {
    cloud.close();
  }

  @Test
  void modelsThatItKnows_doesNotKnow_andWantsAnAgreementFor_areNoFailures() {
    var models =
        List.of(
            "us.amazon.nova-lite-v1:0",
            "amazon.nova-lite-v1:0",
            "anthropic.claude-3-haiku-20240307-v1:0",
            "global.anthropic.claude-sonnet-4-6",
            "acme.future-v9");
    var access = new ModelAccess(cloud.clients.bedrock(REGION), REGION, true, log::add);

    assertThat(access.denied(models)).isEmpty();
    assertThat(log)
        .filteredOn(line -> line.startsWith("Not counted, because an emulator said it"))
        .hasSize(3);
    assertThat(log).last().isEqualTo("Models checked: 5, 0 problems.");
  }
}
