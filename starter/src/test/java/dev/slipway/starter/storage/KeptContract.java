package dev.slipway.starter.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.StackName;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.SecretRef;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What happens to code and keys, whether in memory or in AWS: the same tests for both. */
abstract class KeptContract {
  private static final String CODE = "print('Grüße ⛵')\n";

  /** Unique names. */
  private final String suffix = UUID.randomUUID().toString().substring(0, 8);

  private final AgentKey agent =
      new AgentKey("000000000000", "us-east-1", new StackName("kept-" + suffix));
  private final DeploymentId first = new DeploymentId("first-" + suffix);
  private final DeploymentId second = new DeploymentId("second-" + suffix);

  abstract CodeStore code();

  abstract ApiKeyStore keys();

  /** Whether the secret can still be read. */
  abstract boolean holds(SecretRef secret);

  @Test
  void code_isReadAsItWasStored_underItsHash() {
    ArtifactRef stored = code().put(agent, first, "agent.py", bytes(CODE));

    byte[] bytes = CODE.getBytes(StandardCharsets.UTF_8);
    assertThat(stored.sha256()).isEqualTo(Sha256.of(bytes));
    assertThat(stored.bytes()).isEqualTo(bytes.length);
    assertThat(stored.key()).startsWith("agents/kept-%s/%s/code/".formatted(suffix, first));
    assertThat(stored.bucket()).isEqualTo("slipway-000000000000-us-east-1");
    assertThat(code().read(agent, stored)).contains(bytes(CODE));
  }

  @Test
  void whatWasNeverFrozen_isNotThere() {
    assertThat(code().readFrozen(agent, first, "0".repeat(64))).isEmpty();
  }

  @Test
  void codeOfTwoRequestsUnderOneId_isKeptApart() {
    ArtifactRef one = code().put(agent, first, "agent.py", bytes(CODE));
    ArtifactRef other = code().put(agent, first, "agent.py", bytes("print('other')\n"));

    code().remove(agent, other);

    assertThat(code().read(agent, one)).contains(bytes(CODE));
    assertThat(code().read(agent, other)).isEmpty();
  }

  @Test
  void removal_removesNoOtherDeploymentsCode_andMayBeRepeated() {
    ArtifactRef one = code().put(agent, first, "agent.py", bytes(CODE));
    ArtifactRef same = code().put(agent, second, "agent.py", bytes(CODE));

    code().remove(agent, one);
    code().remove(agent, one);

    assertThat(code().read(agent, one)).isEmpty();
    assertThat(code().read(agent, same)).contains(bytes(CODE));
  }

  @Test
  void twoChecksOfTheSameCode_doNotShareIt() {
    ArtifactRef one = code().putForCheck(agent, "us-east-1", bytes(CODE));
    ArtifactRef other = code().putForCheck(agent, "us-east-1", bytes(CODE));

    code().remove(agent, one);

    assertThat(code().read(agent, one)).isEmpty();
    assertThat(code().read(agent, other)).contains(bytes(CODE));
  }

  @Test
  void theSameKeysAgain_areTheSameSecret() {
    SecretRef stored = keys().store(agent, first, Map.of("B_KEY", "2", "A_KEY", "1"));

    assertThat(stored.names()).containsExactly("A_KEY", "B_KEY");
    assertThat(keys().store(agent, first, Map.of("A_KEY", "1", "B_KEY", "2"))).isEqualTo(stored);
    assertThat(keys().store(agent, second, Map.of("A_KEY", "1")).arn()).isNotEqualTo(stored.arn());
  }

  @Test
  void otherKeysUnderTheSameId_areRefused_andTheFirstStay() {
    SecretRef stored = keys().store(agent, first, Map.of("A_KEY", "1"));

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> keys().store(agent, first, Map.of("A_KEY", "2")))
        .withMessageContaining("other api_keys");
    assertThat(keys().store(agent, first, Map.of("A_KEY", "1"))).isEqualTo(stored);
  }

  @Test
  void removedKeys_areGone_andMayBeStoredAgain() {
    SecretRef stored = keys().store(agent, first, Map.of("A_KEY", "1"));
    SecretRef others = keys().store(agent, second, Map.of("A_KEY", "1"));

    keys().remove(agent, stored);
    keys().remove(agent, stored);

    assertThat(holds(stored)).isFalse();
    assertThat(holds(others)).isTrue();
    SecretRef again = keys().store(agent, first, Map.of("A_KEY", "2"));
    assertThat(holds(again)).isTrue();
    assertThat(again.arn()).isNotEqualTo(stored.arn());
    keys().remove(agent, stored);
    assertThat(holds(again)).isTrue();
  }

  @Test
  void regions_areSeparate() {
    AgentKey elsewhere = new AgentKey(agent.account(), "eu-west-1", agent.stackName());
    ArtifactRef code = code().put(agent, first, "agent.py", bytes(CODE));
    SecretRef keys = keys().store(agent, first, Map.of("A_KEY", "1"));

    ArtifactRef sameCode = code().put(elsewhere, first, "agent.py", bytes(CODE));
    SecretRef otherKeys = keys().store(elsewhere, first, Map.of("A_KEY", "2"));
    code().remove(elsewhere, sameCode);
    keys().remove(elsewhere, otherKeys);

    assertThat(sameCode.bucket()).isNotEqualTo(code.bucket());
    assertThat(code().read(agent, code)).contains(bytes(CODE));
    assertThat(holds(keys)).isTrue();
  }

  private static byte[] bytes(String code) {
    return code.getBytes(StandardCharsets.UTF_8);
  }
}
