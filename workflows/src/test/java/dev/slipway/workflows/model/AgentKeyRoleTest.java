package dev.slipway.workflows.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.api.StackName;
import dev.slipway.workflows.temporal.Payloads;
import org.junit.jupiter.api.Test;

/** The way into an agent's account, which its key carries. */
class AgentKeyRoleTest {
  private static final AgentKey OWN =
      new AgentKey("123456789012", "eu-west-1", new StackName("weather"));
  private static final AccountRole ROLE =
      new AccountRole("prod", "arn:aws:iam::123456789012:role/slipway", "slipway-4711", null);

  @Test
  void way_isNoPartOfWhatTheKeyIdentifies() {
    AgentKey reached = OWN.by(ROLE);

    assertThat(reached).isEqualTo(OWN).hasSameHashCodeAs(OWN);
    assertThat(reached.workflowId()).isEqualTo(OWN.workflowId());
    assertThat(reached).isNotEqualTo(new AgentKey("123456789012", "eu-west-2", OWN.stackName()));
  }

  @Test
  void principal_isThatOfTheRole() {
    assertThat(OWN.on("kim")).isSameAs(OWN);
    assertThat(OWN.by(ROLE).on("kim").role()).isEqualTo(ROLE.on("kim"));
    assertThat(OWN.by(ROLE).on("kim").on(null).role()).isEqualTo(ROLE);
  }

  /** Histories and fingerprints from before roles existed stay what they were. */
  @Test
  void keyOfTheOwnAccount_isWrittenAsItAlwaysWas() throws Exception {
    String old =
        "{\"account\":\"123456789012\",\"region\":\"eu-west-1\",\"stackName\":\"weather\"}";

    assertThat(Payloads.mapper().writeValueAsString(OWN)).isEqualTo(old);
    assertThat(Payloads.mapper().readValue(old, AgentKey.class).role()).isNull();
  }

  @Test
  void way_survivesARoundTrip() throws Exception {
    String json = Payloads.mapper().writeValueAsString(OWN.by(ROLE.on("kim")));

    assertThat(Payloads.mapper().readValue(json, AgentKey.class).role()).isEqualTo(ROLE.on("kim"));
  }
}
