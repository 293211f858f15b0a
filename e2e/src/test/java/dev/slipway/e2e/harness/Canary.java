package dev.slipway.e2e.harness;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;

/** A value that must not be found anywhere, plain or in base64 at any offset. */
public final class Canary {
  private static final byte[] ZIP = {'P', 'K', 3, 4};

  private final String value;
  private final List<byte[]> forms;

  public Canary(String value) {
    this.value = value;
    forms =
        Stream.concat(
                Stream.of(value), IntStream.range(0, 3).mapToObj(offset -> base64(value, offset)))
            .map(form -> form.getBytes(StandardCharsets.ISO_8859_1))
            .toList();
  }

  public String value() {
    return value;
  }

  /** The value's base64 characters, for its offset within a longer text. */
  private static String base64(String value, int offset) {
    String whole =
        Base64.getEncoder()
            .withoutPadding()
            .encodeToString(("x".repeat(offset) + value).getBytes(StandardCharsets.UTF_8));
    // The first and the last characters also depend on what surrounds the value.
    return whole.substring(offset + 1, whole.length() - 1);
  }

  public boolean isIn(String text) {
    return isIn(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether any form of the value is in it; archives are searched too. */
  public boolean isIn(byte[] content) {
    return forms.stream().anyMatch(form -> contains(content, form))
        || (contains(content, ZIP) && isInArchive(content));
  }

  private boolean isInArchive(byte[] content) {
    try (var archive = new ZipInputStream(new ByteArrayInputStream(content))) {
      while (archive.getNextEntry() != null) {
        byte[] entry = archive.readAllBytes();
        if (forms.stream().anyMatch(form -> contains(entry, form))) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean contains(byte[] content, byte[] form) {
    outer:
    for (int start = 0; start <= content.length - form.length; start++) {
      for (int i = 0; i < form.length; i++) {
        if (content[start + i] != form[i]) {
          continue outer;
        }
      }
      return true;
    }
    return false;
  }
}
