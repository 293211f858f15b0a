package dev.slipway.storage.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON in the canonical form of RFC 8785: sorted names, no white space, ECMAScript's numbers. The
 * same content is the same bytes, whatever wrote it.
 */
public final class CanonicalJson {
  /** Outside these bounds ECMAScript writes a number with an exponent. */
  private static final int MAX_DIGITS = 21;

  private static final int MAX_LEADING_ZEROS = 6;

  private final StringBuilder out = new StringBuilder();

  private CanonicalJson() {}

  public static byte[] bytes(JsonNode node) {
    return text(node).getBytes(StandardCharsets.UTF_8);
  }

  public static String text(JsonNode node) {
    var json = new CanonicalJson();
    json.write(node);
    return json.out.toString();
  }

  private void write(JsonNode node) {
    switch (node.getNodeType()) {
      case OBJECT -> writeObject(node);
      case ARRAY -> writeArray(node);
      case STRING -> writeString(node.textValue());
      case NUMBER -> out.append(number(node));
      case BOOLEAN -> out.append(node.booleanValue());
      case NULL, MISSING -> out.append("null");
      case BINARY, POJO ->
          throw new IllegalArgumentException(
              "JSON: a %s (expected: plain JSON)".formatted(node.getNodeType()));
    }
  }

  private void writeObject(JsonNode node) {
    // String sorts by UTF-16 code units, as the RFC does.
    var members = new TreeMap<String, JsonNode>();
    node.forEachEntry(members::put);
    char before = '{';
    for (Map.Entry<String, JsonNode> member : members.entrySet()) {
      out.append(before);
      writeString(member.getKey());
      out.append(':');
      write(member.getValue());
      before = ',';
    }
    out.append(members.isEmpty() ? "{}" : "}");
  }

  private void writeArray(JsonNode node) {
    out.append('[');
    for (int i = 0; i < node.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      write(node.get(i));
    }
    out.append(']');
  }

  private void writeString(String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      writeCharacter(value, i);
    }
    out.append('"');
  }

  private void writeCharacter(String value, int at) {
    char c = value.charAt(at);
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (c < ' ') {
          out.append("\\u%04x".formatted((int) c));
        } else {
          out.append(isHalf(value, at) ? '\uFFFD' : c);
        }
      }
    }
  }

  /** Half a surrogate pair is not a character and has no UTF-8 encoding. */
  private static boolean isHalf(String value, int at) {
    char c = value.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == value.length() || !Character.isLowSurrogate(value.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(value.charAt(at - 1)));
  }

  private static String number(JsonNode node) {
    if (node.isIntegralNumber()) {
      return node.bigIntegerValue().toString();
    }
    double value = node.doubleValue();
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("JSON: %s (expected: a finite number)".formatted(value));
    }
    return value == 0 ? "0" : (value < 0 ? "-" : "") + positive(Math.abs(value));
  }

  /** Java writes two digits where one would do. */
  private static BigDecimal shortest(double value) {
    var decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    var oneDigit = decimal.round(new MathContext(1, RoundingMode.HALF_UP));
    return oneDigit.doubleValue() == value ? oneDigit.stripTrailingZeros() : decimal;
  }

  /**
   * ECMAScript's Number::toString: Java finds the same shortest digits and formats them
   * differently.
   */
  private static String positive(double value) {
    var decimal = shortest(value);
    String digits = decimal.unscaledValue().toString();
    int point = digits.length() - decimal.scale();
    if (point >= digits.length() && point <= MAX_DIGITS) {
      return digits + "0".repeat(point - digits.length());
    }
    if (point > 0 && point <= MAX_DIGITS) {
      return digits.substring(0, point) + "." + digits.substring(point);
    }
    if (point <= 0 && point > -MAX_LEADING_ZEROS) {
      return "0." + "0".repeat(-point) + digits;
    }
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    return digits.charAt(0) + fraction + "e" + (point > 0 ? "+" : "") + (point - 1);
  }
}
