package dev.slipway.cli.http;

import java.util.Optional;
import java.util.regex.Pattern;

/** What proves to a server who calls. Its value goes into a header, and nowhere else. */
public final class Token {
  /** Signed tokens with many groups have some kilobytes; a server takes headers of about 8 KB. */
  public static final int LARGEST = 8 << 10;

  private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1," + LARGEST + "}");

  private final String value;

  private Token(String value) {
    this.value = value;
  }

  /** The token in a text, which may end with a line break; empty if there can be none in it. */
  public static Optional<Token> in(String text) {
    return Optional.of(text.strip()).filter(FORM.asMatchPredicate()).map(Token::new);
  }

  /** The secret itself, to send or to store it. */
  public String value() {
    return value;
  }

  /** The same text without the secret, in case someone repeats it. */
  String removedFrom(String text) {
    return text.replace(value, "…");
  }

  @Override
  public String toString() {
    return "a token";
  }
}
