package dev.slipway.starter.temporal;

import com.google.protobuf.ByteString;
import dev.slipway.starter.problems.FieldError;
import dev.slipway.starter.problems.ProblemException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Temporal's page tokens as callers see them, with a checksum in front: for a token that it did not
 * issue, a server says only that something went wrong.
 */
public final class PageTokens {
  private PageTokens() {}

  /** What the caller passes for the next page; nothing after the last one. */
  static @Nullable String write(ByteString token) {
    if (token.isEmpty()) {
      return null;
    }
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(checksum(token).concat(token).toByteArray());
  }

  /** The server's token; empty for the first page, 422 for one it never issued. */
  static ByteString read(@Nullable String token) {
    if (token == null || token.isBlank()) {
      return ByteString.EMPTY;
    }
    ByteString whole = decode(token);
    if (whole.size() <= Integer.BYTES) {
      throw notOurs();
    }
    ByteString given = whole.substring(Integer.BYTES);
    if (!whole.startsWith(checksum(given))) {
      throw notOurs();
    }
    return given;
  }

  private static ByteString decode(String token) {
    try {
      return ByteString.copyFrom(Base64.getUrlDecoder().decode(token));
    } catch (IllegalArgumentException notBase64) {
      throw notOurs();
    }
  }

  private static ByteString checksum(ByteString token) {
    var sum = new CRC32();
    sum.update(token.asReadOnlyByteBuffer());
    return ByteString.copyFrom(
        ByteBuffer.allocate(Integer.BYTES).putInt((int) sum.getValue()).flip());
  }

  /** The answer to a page token that was never issued. */
  public static ProblemException notOurs() {
    return ProblemException.invalid(
        List.of(
            FieldError.about(
                "page_token",
                "invalid_value",
                "page_token: not one of ours (expected: next_page_token of the page before)",
                null)));
  }
}
