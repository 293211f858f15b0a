package dev.slipway.temporal;

import dev.slipway.temporal.codec.PayloadKeys;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.ClientConfigTLS;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is set of the connection to Temporal, {@code slipway.temporal.*}.
 *
 * @param target host and port of its gRPC front end; the profile's, or else {@code 127.0.0.1:7233},
 *     when absent
 * @param namespace the profile's, or else {@code default}, when absent
 * @param tls whether the connection is encrypted; the JVM's trust store verifies the server. What
 *     the profile says, or else not, when absent
 * @param apiKey for Temporal Cloud; only with TLS
 * @param apiKeyFile a file with that key, which may change at any time
 * @param profile a profile of Temporal's own configuration file, which may also have client
 *     certificates; what is set here wins
 * @param encryptionKeys the file with the {@link PayloadKeys}; nothing is encrypted when absent
 */
public record TemporalSettings(
    @Nullable String target,
    @Nullable String namespace,
    @Nullable Boolean tls,
    @Nullable String apiKey,
    @Nullable Path apiKeyFile,
    @Nullable String profile,
    @Nullable Path encryptionKeys) {
  private static final String USUAL_TARGET = "127.0.0.1:7233";
  private static final String USUAL_NAMESPACE = "default";
  private static final Pattern TARGET = Pattern.compile("[^\\s:/]+:\\d{1,5}");

  /** Throws IllegalArgumentException naming the setting with an invalid value. */
  public TemporalSettings {
    target = given(target);
    namespace = given(namespace);
    apiKey = given(apiKey);
    apiKeyFile = given(apiKeyFile);
    profile = given(profile);
    encryptionKeys = given(encryptionKeys);
    if (target != null && !TARGET.matcher(target).matches()) {
      throw new IllegalArgumentException(
          "slipway.temporal.target: '%s' (expected: host:port)".formatted(target));
    }
    if (apiKey != null && apiKeyFile != null) {
      throw new IllegalArgumentException(
          "slipway.temporal.api-key: set as well as slipway.temporal.api-key-file (expected: one of"
              + " them)");
    }
  }

  /**
   * The server that they lead to.
   *
   * @throws IllegalArgumentException naming the setting that leads nowhere
   */
  public TemporalServer server() {
    return server(System.getenv());
  }

  /** The same with these variables, of which a profile reads {@code TEMPORAL_*}. */
  TemporalServer server(Map<String, String> variables) {
    ClientConfigProfile config = config(variables);
    @Nullable ApiKeyFile keyFile = apiKeyFile == null ? null : ApiKeyFile.at(apiKeyFile);
    if ((apiKey != null || keyFile != null || hasKey(config)) && !isEncrypted(config)) {
      throw new IllegalArgumentException(
          "slipway.temporal.api-key: set while slipway.temporal.tls is off (expected: tls on; a key"
              + " must not travel in the clear)");
    }
    return new TemporalServer(
        config.getNamespace(), options(config), keyFile, PayloadKeys.in(encryptionKeys));
  }

  /** Reads certificates and their keys. */
  private WorkflowServiceStubsOptions options(ClientConfigProfile config) {
    try {
      return config.toWorkflowServiceStubsOptions();
    } catch (RuntimeException e) {
      throw unusable(e);
    }
  }

  private ClientConfigProfile config(Map<String, String> variables) {
    ClientConfigProfile base = loaded(variables);
    var config =
        base.toBuilder()
            .setAddress(first(target, base.getAddress(), USUAL_TARGET))
            .setNamespace(first(namespace, base.getNamespace(), USUAL_NAMESPACE))
            .setApiKey(apiKey == null ? base.getApiKey() : apiKey);
    if (tls != null) {
      config.setTls(switched(base.getTls(), tls));
    }
    return config.build();
  }

  private ClientConfigProfile loaded(Map<String, String> variables) {
    if (profile == null) {
      return ClientConfigProfile.getDefaultInstance();
    }
    try {
      return ClientConfigProfile.load(
          LoadClientConfigProfileOptions.newBuilder()
              .setConfigFileProfile(profile)
              .setConfigFileStrict(true)
              .setEnvOverrides(variables)
              .build());
    } catch (IOException | RuntimeException e) {
      throw unusable(e);
    }
  }

  private IllegalArgumentException unusable(Exception why) {
    return new IllegalArgumentException(
        "slipway.temporal.profile: '%s' (expected: a profile of Temporal's configuration file, which TEMPORAL_CONFIG_FILE names; %s)"
            .formatted(profile, why.getMessage()),
        why);
  }

  private static ClientConfigTLS switched(@Nullable ClientConfigTLS known, boolean on) {
    var tls = known == null ? ClientConfigTLS.newBuilder() : ClientConfigTLS.newBuilder(known);
    return tls.setDisabled(!on).build();
  }

  /** One of a profile or a variable of Temporal's, where something has turned TLS off. */
  private static boolean hasKey(ClientConfigProfile config) {
    String key = config.getApiKey();
    return key != null && !key.isEmpty() && config.getTls() != null;
  }

  /** A key of the profile's own turns TLS on, as it does for Temporal's own tools. */
  private static boolean isEncrypted(ClientConfigProfile config) {
    return config.getTls() != null && !Boolean.TRUE.equals(config.getTls().isDisabled());
  }

  private static String first(@Nullable String set, @Nullable String known, String usual) {
    return Optional.ofNullable(set).or(() -> Optional.ofNullable(known)).orElse(usual);
  }

  /** A variable that is set to nothing is not set. */
  private static @Nullable String given(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static @Nullable Path given(@Nullable Path value) {
    return value == null || value.toString().isBlank() ? null : value;
  }

  /** Without the key, so that it can be logged. */
  @Override
  public String toString() {
    return "target %s, namespace %s, TLS %s, API key %s, profile %s"
        .formatted(
            target,
            namespace,
            tls,
            apiKey == null ? Objects.toString(apiKeyFile, "none") : "set",
            profile);
  }
}
