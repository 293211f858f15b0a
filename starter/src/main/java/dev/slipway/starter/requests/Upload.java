package dev.slipway.starter.requests;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a call carries: the request, and perhaps a folder beside it that has not been validated. */
public final class Upload {
  private final JsonNode request;
  private final byte @Nullable [] archive;

  private Upload(JsonNode request, byte @Nullable [] archive) {
    this.request = request;
    this.archive = archive;
  }

  /** A request alone. */
  public static Upload of(JsonNode request) {
    return new Upload(request, null);
  }

  /** A request with a folder, as the bytes that were sent. */
  public static Upload with(JsonNode request, byte[] archive) {
    return new Upload(request, archive);
  }

  public JsonNode request() {
    return request;
  }

  Optional<byte[]> archive() {
    return Optional.ofNullable(archive);
  }
}
