package dev.slipway.cli.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where the server is, without a slash at the end. */
public record ServerAddress(URI uri) {
  public static final String DEFAULT = "http://127.0.0.1:8480";

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1\\]");

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

  /** Whether it is this machine. */
  public boolean isLoopback() {
    return LOOPBACK.matcher(host()).matches();
  }

  /**
   * Checks that no one on the way can read what is sent.
   *
   * @throws IllegalArgumentException if they could
   */
  public void requireSafeForTokens() {
    if (!"https".equals(uri.getScheme()) && !isLoopback()) {
      throw new IllegalArgumentException(
          "server: '%s' gets no token, since others could read it on the way (expected: https)"
              .formatted(uri));
    }
  }

  /** The same for each spelling of the address, to find what belongs to it. */
  public String key() {
    int usual = "https".equals(uri.getScheme()) ? 443 : 80;
    String port = uri.getPort() < 0 || uri.getPort() == usual ? "" : ":" + uri.getPort();
    return uri.getScheme() + "://" + host() + port + uri.getRawPath();
  }

  private String host() {
    return uri.getHost().toLowerCase(Locale.ROOT);
  }

  /** The address of one of the server's pages, given its path. */
  public String page(String path) {
    return uri + path;
  }

  URI resolve(String pathAndQuery) {
    return URI.create(uri + pathAndQuery);
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
