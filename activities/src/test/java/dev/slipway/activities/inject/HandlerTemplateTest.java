package dev.slipway.activities.inject;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.activities.bundle.TemplateBundle;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HandlerTemplateTest {
  private static final TemplateBundle BUNDLE = new TemplateBundle();
  private static final List<String> PIECES =
      List.of(
          "def main(x):\n\treturn x",
          "\"\"\"multi\r\n  line \\\"\\\"\\\" $1 ${name} \\g<0>\"\"\"",
          "f'{d[\"a\"]!r:>{width}}'",
          "\\",
          "$0",
          "\r\n",
          "\t    ",
          "ü€😀",
          "# === slipway: generated code begins ===",
          "# === slipway: generated code ends ===",
          "raise RuntimeError(\"slipway: no agent code was put here\")",
          "from __future__ import annotations\n",
          "# -*- coding: utf-8 -*-\n",
          "\f",
          "r'''\\'''",
          "\n\n\n");

  private final HandlerTemplate template =
      new HandlerTemplate(BUNDLE.handler(), BUNDLE.placeholder());

  @Test
  void whateverTheCodeContains_itIsBetweenTheMarkersByteForByte() {
    var random = new Random(20261124);
    for (int i = 0; i < 2_000; i++) {
      byte[] code = source(random);

      assertThat(between(template.render(code))).isEqualTo(code);
    }
  }

  @Test
  void everyByteValue_survives() {
    byte[] code = new byte[256];
    for (int i = 0; i < 256; i++) {
      code[i] = (byte) i;
    }

    assertThat(between(template.render(code))).isEqualTo(code);
  }

  @Test
  void byteOrderMark_isDroppedAtTheBeginningOnly() {
    byte[] code = "\ufeffprint('\ufeff')".getBytes(UTF_8);

    assertThat(new String(between(template.render(code)), UTF_8)).isEqualTo("print('\ufeff')");
  }

  @Test
  void codeBeginsAtTheFirstColumnOfItsOwnLine() {
    String handler = new String(template.render("x = 1".getBytes(UTF_8)), UTF_8);

    assertThat(handler).contains("begins ===\nx = 1\n# ===");
  }

  @Test
  void templateWithoutOnePlaceholder_isRefused() {
    assertThatThrownBy(() -> new HandlerTemplate("a a".getBytes(UTF_8), "a"))
        .hasMessage("handler template: placeholder found 2 times (expected: once)");
  }

  private static byte[] source(Random random) {
    var bytes = new ByteArrayOutputStream();
    for (int i = random.nextInt(12); i > 0; i--) {
      if (random.nextInt(4) == 0) {
        byte[] noise = new byte[random.nextInt(20)];
        random.nextBytes(noise);
        bytes.writeBytes(noise);
      } else {
        bytes.writeBytes(PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] between(byte[] handler) {
    byte[] empty = new HandlerTemplate(BUNDLE.handler(), BUNDLE.placeholder()).render(new byte[0]);
    String text = new String(BUNDLE.handler(), UTF_8);
    int before = text.substring(0, text.indexOf(BUNDLE.placeholder())).getBytes(UTF_8).length;
    return Arrays.copyOfRange(handler, before, handler.length - (empty.length - before));
  }
}
