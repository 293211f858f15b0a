package dev.slipway.cli.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A path below the API's base and its query, escaped. */
public record Path(String text) {
  private static final String BASE = "/api/v1";

  public static Path of(String... segments) {
    return new Path(
        Arrays.stream(segments).map(Path::escape).collect(Collectors.joining("/", BASE + "/", "")));
  }

  public Path with(String name, String value) {
    String separator = text.contains("?") ? "&" : "?";
    return new Path(text + separator + escape(name) + "=" + escape(value));
  }

  /** Adds the parameter if it has a value. */
  public Path withAny(String name, @Nullable Object value) {
    return value == null ? this : with(name, value.toString());
  }

  /** The page about the same thing: it has the same path without the base. */
  public String onPage() {
    return text.substring(BASE.length());
  }

  private static String escape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
