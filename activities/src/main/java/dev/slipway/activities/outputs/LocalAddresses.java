package dev.slipway.activities.outputs;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where an emulator serves the addresses that AWS would have assigned. */
public final class LocalAddresses {
  private final @Nullable URI endpoint;

  /**
   * Addresses of one emulator.
   *
   * @param endpoint absent on real AWS, where there are no local addresses
   */
  public LocalAddresses(@Nullable URI endpoint) {
    this.endpoint = endpoint;
  }

  /** For {@code https://ID.lambda-url.REGION.on.aws/}. */
  @Nullable String functionUrl(@Nullable String url, String region) {
    if (endpoint == null || url == null) {
      return null;
    }
    return "http://%s.lambda-url.%s.localhost:%d/".formatted(id(url), region, endpoint.getPort());
  }

  /** For {@code https://ID.execute-api.REGION.amazonaws.com/STAGE/}. */
  @Nullable String apiEndpoint(@Nullable String url) {
    if (endpoint == null || url == null) {
      return null;
    }
    var path = URI.create(url).getPath();
    return "http://%s.execute-api.localhost:%d%s".formatted(id(url), endpoint.getPort(), path);
  }

  private static String id(String url) {
    var host = URI.create(url).getHost();
    return host.substring(0, host.indexOf('.'));
  }
}
