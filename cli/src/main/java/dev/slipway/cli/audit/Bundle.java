package dev.slipway.cli.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One bundle as a file: {@code {"bundle_sha256":"…","content":…}}, with the hash of the content's
 * bytes.
 *
 * @param sha256 the hash of the file's actual content
 */
record Bundle(String file, String sha256, JsonNode content) {
  private static final String BEFORE_HASH = "{\"bundle_sha256\":\"";
  private static final String AFTER_HASH = "\",\"content\":";
  private static final int HASH_DIGITS = 64;
  private static final int HEADER = BEFORE_HASH.length() + HASH_DIGITS + AFTER_HASH.length();
  private static final String FORMAT = "slipway-audit/1";

  /** Reads a bundle; faults are added to the list, and a faulty bundle may have no content. */
  static Bundle read(String file, byte[] bytes, List<Break> broken) {
    if (bytes.length <= HEADER) {
      broken.add(
          new Break(file, "its size", "more than %d bytes".formatted(HEADER), bytes.length + ""));
      return new Bundle(file, "", Json.object());
    }
    String header = new String(bytes, 0, HEADER, StandardCharsets.ISO_8859_1);
    String hash = Hash.of(bytes, HEADER, bytes.length - 1);
    String expected = BEFORE_HASH + hash + AFTER_HASH;
    var content =
        Json.parse(new String(bytes, HEADER, bytes.length - 1 - HEADER, StandardCharsets.UTF_8))
            .orElse(Json.object());
    if (!header.equals(expected)) {
      String claimed = header.substring(BEFORE_HASH.length(), BEFORE_HASH.length() + HASH_DIGITS);
      broken.add(
          claimed.equals(hash)
              ? new Break(file, "its beginning", expected, header)
              : new Break(file, "the hash of its content", claimed, hash));
    } else if (bytes[bytes.length - 1] != '}') {
      broken.add(new Break(file, "its last byte", "}", "" + (char) bytes[bytes.length - 1]));
    } else if (!content.path("format").asText().equals(FORMAT)) {
      broken.add(new Break(file, "its format", FORMAT, content.path("format").asText("none")));
    }
    return new Bundle(file, hash, content);
  }

  /** Whether enough of it is readable to know its place. */
  boolean hasPlace() {
    return content.path("sequence").isIntegralNumber() && content.path("agent").isObject();
  }

  long sequence() {
    return content.path("sequence").asLong();
  }

  String agent() {
    JsonNode agent = content.path("agent");
    return "%s/%s/%s"
        .formatted(
            agent.path("account").asText(),
            agent.path("region").asText(),
            agent.path("stack_name").asText());
  }

  String deployment() {
    return content.path("deployment_id").asText();
  }

  /** The hash it names for its predecessor; empty for the first. */
  String previous() {
    JsonNode previous = content.path("previous_sha256");
    return previous.isTextual() ? previous.textValue() : "";
  }

  /** The hashes of everything it refers to. */
  Set<String> references() {
    Set<String> hashes = new TreeSet<>();
    List<JsonNode> lists =
        new ArrayList<>(List.of(content.path("artifacts"), content.path("logs")));
    lists.forEach(list -> list.forEach(one -> hashes.add(one.path("sha256").asText())));
    return hashes;
  }
}
