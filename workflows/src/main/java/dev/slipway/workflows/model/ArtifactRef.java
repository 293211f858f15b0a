package dev.slipway.workflows.model;

import dev.slipway.api.Patterns;
import java.util.regex.Pattern;

/** Points at stored bytes: where they are, what they must hash to and how many they are. */
public record ArtifactRef(String uri, String sha256, long bytes) {
  private static final Pattern URI = Pattern.compile("s3://[^/]+/.+");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public ArtifactRef {
    Patterns.require("uri", uri, URI, "s3://bucket/key");
    Patterns.require("sha256", sha256, SHA256, "64 hexadecimal digits");
  }

  public String bucket() {
    return uri.substring("s3://".length(), uri.indexOf('/', "s3://".length()));
  }

  public String key() {
    return uri.substring(uri.indexOf('/', "s3://".length()) + 1);
  }
}
