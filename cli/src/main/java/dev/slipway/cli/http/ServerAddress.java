package dev.slipway.cli.http;

import java.net.URI;
import java.net.URISyntaxException;

/** Where the server is, without a slash at the end. */
public record ServerAddress(URI uri) {
  public static final String DEFAULT = "http://127.0.0.1:8480";

  /** Reads {@code http://host:port}, or {@code host:port} for plain HTTP. */
  public static ServerAddress of(String text) {
    String full = text.contains("://") ? text : "http://" + text;
    try {
      URI uri = new URI(full.replaceAll("/+$", ""));
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null) {
        return new ServerAddress(uri);
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(wrong(text), e);
    }
    throw new IllegalArgumentException(wrong(text));
  }

  private static String wrong(String text) {
    return "server: '%s' (expected: a web address such as %s)".formatted(text, DEFAULT);
  }

  URI resolve(String pathAndQuery) {
    return URI.create(uri + pathAndQuery);
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
