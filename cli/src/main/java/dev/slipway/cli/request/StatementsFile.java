package dev.slipway.cli.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.slipway.cli.http.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file with statements of IAM: a list of them, one alone, or a whole policy. */
final class StatementsFile {
  /** IAM's largest policy has 6,144 characters. */
  private static final int MAX_BYTES = 64 * 1024;

  private StatementsFile() {}

  static ArrayNode read(String file) {
    JsonNode content =
        Json.parse(text(file))
            .filter(JsonNode::isContainerNode)
            .orElseThrow(
                () ->
                    new UsageError(
                        "%s is not JSON (expected: statements of IAM, as check --suggest-permissions prints them)"
                            .formatted(file)));
    JsonNode statements = content.has("Statement") ? content.path("Statement") : content;
    return statements instanceof ArrayNode list ? list : Json.object().arrayNode().add(statements);
  }

  private static String text(String file) {
    try (var in = Files.newInputStream(Path.of(file))) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new UsageError(
            "%s is larger than 64 KB (expected: statements of IAM)".formatted(file));
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UsageError("%s can't be read: %s".formatted(file, e.getMessage()));
    }
  }
}
