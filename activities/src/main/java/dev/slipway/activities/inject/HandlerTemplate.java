package dev.slipway.activities.inject;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The handler with a place for the generated code.
 *
 * <p>The code goes in byte for byte at column 0. Indenting it would change its strings, and a
 * textual replacement would read {@code $1} and backslashes in it.
 */
final class HandlerTemplate {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final byte[] before;
  private final byte[] after;

  HandlerTemplate(byte[] template, String placeholder) {
    // ISO-8859-1 maps each byte to one character, so that positions are those of the bytes.
    String text = new String(template, StandardCharsets.ISO_8859_1);
    int start = text.indexOf(placeholder);
    if (start < 0 || start != text.lastIndexOf(placeholder)) {
      throw new IllegalArgumentException(
          "handler template: placeholder found %d times (expected: once)"
              .formatted(text.split(Pattern.quote(placeholder), -1).length - 1));
    }
    before = Arrays.copyOfRange(template, 0, start);
    after = Arrays.copyOfRange(template, start + placeholder.length(), template.length);
  }

  /** The handler with the code in its place, without a byte order mark. */
  byte[] render(byte[] code) {
    int start = startsWithMark(code) ? BYTE_ORDER_MARK.length : 0;
    var handler = new ByteArrayOutputStream(before.length + code.length + after.length);
    handler.writeBytes(before);
    handler.write(code, start, code.length - start);
    handler.writeBytes(after);
    return handler.toByteArray();
  }

  private static boolean startsWithMark(byte[] code) {
    return code.length >= BYTE_ORDER_MARK.length
        && Arrays.equals(
            code, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
  }
}
