package dev.slipway.storage.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LimitedStreamTest {
  private static LimitedStream of(int bytes) {
    return new LimitedStream(new ByteArrayInputStream(new byte[bytes]), 4);
  }

  @Test
  void whatFits_isRead() throws IOException {
    assertThat(of(4).readAllBytes()).hasSize(4);
  }

  @Test
  void whatDoesNot_isAnError() throws IOException {
    assertThatThrownBy(() -> of(5).readAllBytes()).hasMessageContaining("at most");

    LimitedStream byBytes = of(5);
    assertThat(byBytes.readNBytes(4)).hasSize(4);
    assertThatThrownBy(byBytes::read).isInstanceOf(IOException.class);
  }
}
