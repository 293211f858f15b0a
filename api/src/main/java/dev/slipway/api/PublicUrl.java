package dev.slipway.api;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The address where people reach a server's pages, as set for workers and starters. */
public final class PublicUrl {
  private PublicUrl() {}

  /**
   * The address; null if none is set, or it is set to nothing.
   *
   * @throws IllegalArgumentException naming the setting, if it is not the address of a server
   */
  public static @Nullable URI of(@Nullable URI value) {
    if (value == null || value.toString().isBlank()) {
      return null;
    }
    boolean web = "http".equals(value.getScheme()) || "https".equals(value.getScheme());
    if (!web || value.getHost() == null) {
      throw new IllegalArgumentException(
          "slipway.public-url: '%s' (expected: an address such as https://slipway.example.com)"
              .formatted(value));
    }
    return value;
  }
}
