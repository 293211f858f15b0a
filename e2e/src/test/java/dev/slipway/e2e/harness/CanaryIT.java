package dev.slipway.e2e.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** A canary that does not sing would let everything pass. */
class CanaryIT {
  private final Canary canary = Canary.fresh();

  @Test
  void everySpellingIsFound() throws Exception {
    String value = canary.value();
    var json = new ObjectMapper();
    String nested = json.writeValueAsString(Map.of("log", json.writeValueAsString(value)));

    assertThat(canary.isIn("before " + value + " after")).isTrue();
    assertThat(canary.isIn(json.writeValueAsString(value))).isTrue();
    assertThat(canary.isIn(nested)).isTrue();
    assertThat(canary.isIn(URLEncoder.encode(value, StandardCharsets.UTF_8))).isTrue();
    for (String before : new String[] {"", "u:", "user:", "me:"}) {
      byte[] text = (before + value + "!").getBytes(StandardCharsets.UTF_8);
      assertThat(canary.isIn(Base64.getEncoder().encodeToString(text))).as(before).isTrue();
      assertThat(canary.isIn(Base64.getUrlEncoder().encodeToString(text))).as(before).isTrue();
    }
    assertThat(canary.isIn(Canary.fresh().value())).isFalse();
  }

  @Test
  void partsAndArchivesAreSearched() throws Exception {
    var archive = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(archive)) {
      zip.putNextEntry(new ZipEntry("agent.py"));
      zip.write(canary.value().getBytes(StandardCharsets.UTF_8));
    }

    assertThat(canary.isIn(archive.toByteArray())).isTrue();
    assertThat(canary.isIn(canary.value().substring(12, 60))).isTrue();
  }
}
