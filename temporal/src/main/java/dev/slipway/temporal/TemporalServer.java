package dev.slipway.temporal;

import dev.slipway.temporal.codec.EncryptedCalls;
import dev.slipway.temporal.codec.PayloadKeys;
import dev.slipway.temporal.codec.ReadableJson;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Temporal server, as this process connects to it. */
public final class TemporalServer {
  private final String namespace;
  private final WorkflowServiceStubsOptions connection;
  private final @Nullable ApiKeyFile apiKey;
  private final PayloadKeys keys;

  TemporalServer(
      String namespace,
      WorkflowServiceStubsOptions connection,
      @Nullable ApiKeyFile apiKey,
      PayloadKeys keys) {
    this.namespace = namespace;
    this.connection = connection;
    this.apiKey = apiKey;
    this.keys = keys;
  }

  /** Host and port of its gRPC front end. */
  public String target() {
    return connection.getTarget();
  }

  public String namespace() {
    return namespace;
  }

  /** Options of a connection to it, for the caller to refine. */
  public WorkflowServiceStubsOptions.Builder stubs() {
    var options =
        WorkflowServiceStubsOptions.newBuilder(connection)
            .setGrpcClientInterceptors(List.of(new EncryptedCalls(keys)));
    ApiKeyFile file = apiKey;
    if (file != null) {
      options.addApiKey(file::key);
    }
    return options;
  }

  /** Decrypts for people what this process can decrypt. */
  public ReadableJson readable() {
    return new ReadableJson(keys);
  }

  /** Without any key, so that it can be logged. */
  @Override
  public String toString() {
    return "%s, namespace %s, %s".formatted(target(), namespace(), keys);
  }
}
