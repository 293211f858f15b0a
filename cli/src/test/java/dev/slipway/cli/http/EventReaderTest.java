package dev.slipway.cli.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EventReaderTest {
  private static EventReader reading(String text) {
    return new EventReader(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "before");
  }

  @Test
  void dataOverSeveralLinesIsOneEvent() throws IOException {
    try (var reader = reading("event:step\nid: 7\ndata: {\"a\":\ndata: 1}\n\n")) {
      ServerEvent event = reader.next().orElseThrow();
      assertThat(event.id()).isEqualTo("7");
      assertThat(event.type()).isEqualTo("step");
      assertThat(event.data()).hasToString("{\"a\":1}");
    }
  }

  @Test
  void aTruncatedEventIsDropped() throws IOException {
    try (var reader = reading(": comment\nretry: 10\n\nevent: step\nid: 8\ndata: {}\n")) {
      assertThat(reader.next()).isEmpty();
    }
  }

  @Test
  void anEventWithoutIdKeepsTheLastOne() throws IOException {
    try (var reader = reading("data: {}\r\n\r\n")) {
      assertThat(reader.next().orElseThrow().id()).isEqualTo("before");
    }
  }
}
