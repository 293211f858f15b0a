package dev.slipway.activities.remove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.StackName;
import dev.slipway.storage.artifacts.ArtifactKeys;
import dev.slipway.storage.artifacts.ArtifactStore;
import dev.slipway.storage.aws.AwsClients;
import dev.slipway.storage.aws.AwsSettings;
import dev.slipway.storage.aws.CallerIdentity;
import dev.slipway.storage.secrets.SecretStore;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.ownership.Standings.Standing;
import dev.slipway.workflows.undo.LedgerEntry;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Secrets Manager may list what there was five minutes ago. */
class BelongingsTest {
  private static final AgentKey AGENT =
      new AgentKey("000000000000", "us-east-1", new StackName("strands-agent-a"));
  private static final DeploymentId OLD = new DeploymentId("d-old");
  private static final DeploymentId NEW = new DeploymentId("d-new");
  private static final DeploymentId OPEN = new DeploymentId("d-open");

  private final ListedAccount account = new ListedAccount();
  private final AwsClients aws =
      new AwsClients(
          AwsSettings.at(account.address()),
          StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")));
  private final Belongings belongings =
      new Belongings(
          new ArtifactStore(aws, new CallerIdentity(aws, Clock.systemUTC())),
          new SecretStore(aws),
          id -> id.equals(OPEN) ? Standing.OPEN : Standing.CLOSED,
          Clock.systemUTC());

  @AfterEach
  void close() {
    aws.close();
    account.close();
  }

  @Test
  void secretThatIsNotListedYet_isDeleted() {
    account.listed.add(store(OLD));
    store(NEW);

    assertThat(removed()).containsExactlyInAnyOrder(arn(OLD), arn(NEW));
    assertThat(account.secrets).isEmpty();
  }

  @Test
  void secretThatIsNotListedYet_isSparedWithItsDeployment() {
    store(OPEN);

    Belongings.Sorted sorted = belongings.secrets(AGENT);

    assertThat(sorted.removable()).isEmpty();
    assertThat(sorted.spared()).extracting(LedgerEntry::id).containsExactly(arn(OPEN));
  }

  @Test
  void listedSecretThatIsGone_isNotCounted() {
    account.listed.add(SecretStore.name(AGENT, OLD));
    account.listed.add(store(NEW));

    assertThat(removed()).containsExactly(arn(NEW));
  }

  @Test
  void secretWhoseObjectsArePruned_isDeletedAsListed() {
    account.listed.add(store(OLD));
    account.objects.clear();

    assertThat(removed()).containsExactly(arn(OLD));
  }

  private List<String> removed() {
    return belongings.removeSecrets(AGENT, belongings.secrets(AGENT));
  }

  /** What an admission stores; returns the secret's name. */
  private String store(DeploymentId id) {
    account.objects.add(ArtifactKeys.deployed(AGENT.stackName(), id, "source.zip", "0".repeat(64)));
    String name = SecretStore.name(AGENT, id);
    account.secrets.add(name);
    return name;
  }

  private static String arn(DeploymentId id) {
    return ListedAccount.arn(SecretStore.name(AGENT, id));
  }
}
