package dev.slipway.starter.requests;

import dev.slipway.starter.problems.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a request's body as one JSON object of bounded size. */
@Component
public final class JsonBodies {
  /** Code may be 5 MB; escapes in JSON can double that, and the rest is small. */
  public static final int MAX_BYTES = 16 * 1024 * 1024;

  private static final int MAX_SHOWN_LENGTH = 60;

  private final JsonMapper mapper =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** The body; 400 when it is no JSON object, 413 when it is too large. */
  public JsonNode read(HttpServletRequest request) {
    byte[] bytes = bytes(request);
    if (bytes.length == 0) {
      throw ProblemException.unreadable("body: empty (expected: a JSON object)");
    }
    return parse(bytes);
  }

  /** As {@link #read}; an absent body is an empty object. */
  public JsonNode readOrEmpty(HttpServletRequest request) {
    byte[] bytes = bytes(request);
    return bytes.length == 0 ? mapper.createObjectNode() : parse(bytes);
  }

  /** A part of a body. */
  JsonNode parsed(byte[] bytes) {
    if (bytes.length == 0) {
      throw ProblemException.unreadable("request: empty (expected: a JSON object)");
    }
    return parse(bytes);
  }

  private JsonNode parse(byte[] bytes) {
    JsonNode node;
    try {
      node = mapper.readTree(bytes);
    } catch (JacksonException broken) {
      throw ProblemException.unreadable(
          "body: %s (expected: a JSON object)".formatted(sentence(broken)));
    }
    if (!node.isObject()) {
      throw ProblemException.unreadable(
          "body: %s (expected: a JSON object)"
              .formatted(node.getNodeType().name().toLowerCase(Locale.ROOT)));
    }
    return node;
  }

  private static byte[] bytes(HttpServletRequest request) {
    if (request.getContentLengthLong() > MAX_BYTES) {
      throw tooLarge();
    }
    try {
      byte[] bytes = request.getInputStream().readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw tooLarge();
      }
      if (bytes.length > 0) {
        requireJson(request.getContentType());
      }
      return bytes;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** A body without a content type is assumed to be JSON; a form's or a page's is not. */
  private static void requireJson(@Nullable String type) {
    if (type == null) {
      return;
    }
    String bare = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!bare.equals("application/json") && !bare.endsWith("+json")) {
      throw ProblemException.unsupported(
          "Content-Type: %s (expected: application/json)"
              .formatted(bare.length() <= MAX_SHOWN_LENGTH ? bare : "something long"));
    }
  }

  private static ProblemException tooLarge() {
    return ProblemException.tooLarge(
        "body: more than %d bytes (expected: at most that; code alone may have 5 MB)"
            .formatted(MAX_BYTES));
  }

  /** The place and kind of the mistake, without the content around it: it may hold keys. */
  private static String sentence(JacksonException broken) {
    var place = broken.getLocation();
    return place == null
        ? "not JSON"
        : "not JSON at line %d, column %d".formatted(place.getLineNr(), place.getColumnNr());
  }
}
