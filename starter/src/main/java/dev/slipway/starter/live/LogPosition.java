package dev.slipway.starter.live;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A position in a log from which reading continues.
 *
 * @param after the last event that was read; absent at the beginning of a moment
 */
record LogPosition(Instant since, @Nullable String after) {
  static LogPosition from(Instant since) {
    return new LogPosition(since, null);
  }

  static LogPosition behind(LogPages.Event event) {
    return new LogPosition(event.time(), event.id());
  }

  /** As opaque text that a client sends back. */
  String token() {
    String text = since.toEpochMilli() + " " + (after == null ? "" : after);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static LogPosition of(String token) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      int end = text.indexOf(' ');
      Instant since = Instant.ofEpochMilli(Long.parseLong(text.substring(0, end)));
      String after = text.substring(end + 1);
      return new LogPosition(since, after.isEmpty() ? null : after);
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException unreadable) {
      throw new IllegalArgumentException(
          "next: '%s' (expected: the value that an earlier answer returned)".formatted(token));
    }
  }
}
