package dev.slipway.storage.secrets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.api.DeploymentId;
import dev.slipway.storage.aws.AwsClients;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.SecretRef;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.Filter;
import software.amazon.awssdk.services.secretsmanager.model.FilterNameStringType;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/** Keeps a deployment's API keys as one secret: a JSON object of names and values. */
public final class SecretStore {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AwsClients clients;

  /**
   * A stored secret, without its value.
   *
   * @param folder the deployment it was stored for
   */
  public record Stored(String folder, String arn, Instant storedAt) {}

  public SecretStore(AwsClients clients) {
    this.clients = clients;
  }

  /** The name under which a deployment's keys are kept. */
  public static String name(AgentKey agent, DeploymentId deployment) {
    return agentPrefix(agent) + deployment;
  }

  private static String agentPrefix(AgentKey agent) {
    return "slipway/" + agent.stackName() + "/";
  }

  /**
   * Stores the keys once: the same deployment with the same keys gets the same reference.
   *
   * <p>A name that was just deleted is taken for some more seconds, which AwsFailures calls
   * transient.
   *
   * @throws SecretConflictException when the deployment already has other keys
   */
  public SecretRef create(AgentKey agent, DeploymentId deployment, Map<String, String> keys) {
    var sorted = new TreeMap<>(keys);
    var value = json(sorted);
    var token = token(deployment);
    var name = name(agent, deployment);
    try {
      var created =
          clients
              .secretsManager(agent.region())
              .createSecret(
                  request ->
                      request
                          .name(name)
                          .description("API keys of an AI agent deployed by Slipway")
                          .clientRequestToken(token)
                          .secretString(value)
                          .tags(
                              tag("slipway:agent", agent.stackName().value()),
                              tag("slipway:deployment-id", deployment.value())));
      return new SecretRef(created.arn(), created.versionId(), List.copyOf(sorted.keySet()));
    } catch (ResourceExistsException e) {
      return same(agent, deployment, sorted);
    }
  }

  private SecretRef same(AgentKey agent, DeploymentId deployment, Map<String, String> keys) {
    var name = name(agent, deployment);
    var stored =
        clients.secretsManager(agent.region()).getSecretValue(request -> request.secretId(name));
    if (!json(keys).equals(stored.secretString())) {
      throw new SecretConflictException(deployment);
    }
    return new SecretRef(stored.arn(), stored.versionId(), List.copyOf(keys.keySet()));
  }

  /** Deletes a secret immediately, without a recovery window; returns whether it existed. */
  public boolean delete(String region, String arnOrName) {
    var secrets = clients.secretsManager(region);
    try {
      secrets.describeSecret(request -> request.secretId(arnOrName));
      secrets.deleteSecret(request -> request.secretId(arnOrName).forceDeleteWithoutRecovery(true));
      return true;
    } catch (ResourceNotFoundException e) {
      return false;
    }
  }

  public boolean exists(String region, String arnOrName) {
    return describe(region, arnOrName).isPresent();
  }

  /** The id of the version that readers currently get; empty if the secret is gone. */
  public Optional<String> currentVersion(String region, String arn) {
    return describe(region, arn)
        .flatMap(
            secret ->
                secret.versionIdsToStages().entrySet().stream()
                    .filter(version -> version.getValue().contains("AWSCURRENT"))
                    .map(Map.Entry::getKey)
                    .findFirst());
  }

  /**
   * Every secret of an agent, whichever deployment stored it.
   *
   * <p>Secrets Manager's list may be five minutes old, so it only says where to look.
   *
   * @param deployments where to look in any case
   */
  public List<Stored> list(AgentKey agent, Collection<DeploymentId> deployments) {
    return Stream.concat(listed(agent), deployments.stream().map(DeploymentId::value))
        .distinct()
        .flatMap(folder -> find(agent, folder).stream())
        .toList();
  }

  private Stream<String> listed(AgentKey agent) {
    String prefix = agentPrefix(agent);
    return clients
        .secretsManager(agent.region())
        .listSecretsPaginator(
            request ->
                request.filters(
                    Filter.builder().key(FilterNameStringType.NAME).values(prefix).build()))
        .stream()
        .flatMap(page -> page.secretList().stream())
        .map(SecretListEntry::name)
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()));
  }

  private Optional<Stored> find(AgentKey agent, String folder) {
    return describe(agent.region(), agentPrefix(agent) + folder)
        .map(secret -> new Stored(folder, secret.arn(), secret.createdDate()));
  }

  /** The secret without its value; empty if it is gone or about to be. */
  private Optional<DescribeSecretResponse> describe(String region, String arnOrName) {
    try {
      var found =
          clients.secretsManager(region).describeSecret(request -> request.secretId(arnOrName));
      return Optional.of(found).filter(secret -> secret.deletedDate() == null);
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    }
  }

  private static String token(DeploymentId deployment) {
    return UUID.nameUUIDFromBytes(deployment.value().getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static String json(Map<String, String> keys) {
    try {
      return JSON.writeValueAsString(keys);
    } catch (JsonProcessingException e) {
      // Without the cause: it could contain a value.
      throw new IllegalStateException("API keys: not writable as JSON");
    }
  }
}
