package dev.slipway.e2e.harness;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;

/**
 * A value that must not be found anywhere: as it is, as JSON and Python escape it, in an address,
 * and in base64 at any offset. It has what each of these spells differently.
 */
public final class Canary {
  private static final byte[] ZIP = {'P', 'K', 3, 4};

  private final String value;
  private final List<byte[]> forms;

  /** One that is unlike any other. */
  public static Canary fresh() {
    return new Canary("canary/'\"\\+ü\n" + UUID.randomUUID() + "\t\"&%'\\ ключ/end");
  }

  /** One that a test has given to somebody. */
  public static Canary of(String value) {
    return new Canary(value);
  }

  private Canary(String value) {
    this.value = value;
    forms =
        Stream.concat(
                spellings(value), IntStream.range(0, 3).boxed().flatMap(at -> base64(value, at)))
            .distinct()
            .map(form -> form.getBytes(StandardCharsets.UTF_8))
            .toList();
  }

  public String value() {
    return value;
  }

  /** Also the value's core, which has no character that is ever escaped: a part is a find, too. */
  private static Stream<String> spellings(String value) {
    String json = value.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
    String url = URLEncoder.encode(value, StandardCharsets.UTF_8);
    Stream<String> cores =
        Pattern.compile("[0-9a-f-]{36}").matcher(value).results().map(MatchResult::group);
    return Stream.concat(
        cores,
        Stream.of(
            value,
            json.replace("\"", "\\\""), // JSON
            ascii(json.replace("\"", "\\\"")), // JSON in ASCII
            json.replace("'", "\\'"), // Python's repr
            url, // a form
            url.replace("+", "%20"))); // a path
  }

  private static String ascii(String text) {
    return text.chars()
        .mapToObj(c -> c < 128 ? String.valueOf((char) c) : "\\u%04x".formatted(c))
        .collect(Collectors.joining());
  }

  /** The value's base64 characters, for its offset within a longer text, in both alphabets. */
  private static Stream<String> base64(String value, int offset) {
    byte[] text = ("x".repeat(offset) + value).getBytes(StandardCharsets.UTF_8);
    return Stream.of(Base64.getEncoder(), Base64.getUrlEncoder())
        .map(encoder -> encoder.withoutPadding().encodeToString(text))
        // The first and the last characters also depend on what surrounds the value.
        .map(whole -> whole.substring(offset + 1, whole.length() - 1));
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
