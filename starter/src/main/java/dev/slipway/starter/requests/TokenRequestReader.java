package dev.slipway.starter.requests;

import dev.slipway.api.Durations;
import dev.slipway.api.Role;
import dev.slipway.policy.Reach;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads what is asked of sign-in: a token, a link to the page, a code to be exchanged. */
@Component
public final class TokenRequestReader {
  private static final Duration USUAL_LIFE = Duration.ofDays(30);
  private static final Duration MAX_LIFE = Duration.ofDays(366);
  private static final int MAX_NAME_LENGTH = 100;
  private static final int MAX_PATTERNS = 50;
  private static final int MAX_CODE_LENGTH = 10_000;

  /**
   * A token that is asked for.
   *
   * @param role the role it is limited to; absent for all of its owner's
   */
  public record Asked(String name, @Nullable Role role, Reach reach, Duration life) {}

  /** A code, and the secret that its receiver began with. */
  public record Exchange(String code, String verifier) {}

  /** Reads {@code {name, role?, agents?, regions?, expires_in?}}. */
  public Asked read(JsonNode body) {
    FieldErrors errors = new FieldErrors();
    Fields fields = new Fields(body, errors);
    if (!fields.has("name")) {
      fields.missing("name", "what you call the token, such as ci");
    }
    var asked =
        new Asked(
            fields.text("name", MAX_NAME_LENGTH).map(String::strip).orElse(""),
            fields.value("role", Role::of).orElse(null),
            new Reach(
                patterns(fields, "agents"), patterns(fields, "regions"), some(fields, "accounts")),
            fields.value("expires_in", TokenRequestReader::life).orElse(USUAL_LIFE));
    if (fields.has("name") && asked.name().isEmpty()) {
      fields.invalid("name", "name: blank (expected: what you call the token, such as ci)");
    }
    fields.rejectOthers();
    errors.throwIfAny();
    return asked;
  }

  /** Reads {@code {to?}}: the path of the page that a link leads to. */
  public String readLink(JsonNode body) {
    FieldErrors errors = new FieldErrors();
    Fields fields = new Fields(body, errors);
    String to = fields.text("to", MAX_NAME_LENGTH * 5).orElse("/");
    fields.rejectOthers();
    errors.throwIfAny();
    return to;
  }

  /** Reads {@code {login_code, verifier}}. */
  public Exchange readExchange(JsonNode body) {
    FieldErrors errors = new FieldErrors();
    Fields fields = new Fields(body, errors);
    for (String name : List.of("login_code", "verifier")) {
      if (!fields.has(name)) {
        fields.missing(name, "a text");
      }
    }
    var exchange =
        new Exchange(
            fields.text("login_code", MAX_CODE_LENGTH).orElse(""),
            fields.text("verifier", MAX_CODE_LENGTH).orElse(""));
    fields.rejectOthers();
    errors.throwIfAny();
    return exchange;
  }

  /** An empty list would read like "none" and mean "all". */
  private static List<String> some(Fields fields, String name) {
    List<String> lines = fields.lines(name);
    if (fields.has(name) && lines.isEmpty()) {
      fields.invalid(
          name, name + ": nothing (expected: at least one; left out, the token is for all)");
    }
    return lines;
  }

  private static List<String> patterns(Fields fields, String name) {
    List<String> patterns = some(fields, name);
    if (patterns.size() > MAX_PATTERNS) {
      fields.invalid(
          name, "%s: %d (expected: at most %d)".formatted(name, patterns.size(), MAX_PATTERNS));
      return List.of();
    }
    List<String> unfit = patterns.stream().filter(pattern -> !isPattern(pattern)).toList();
    unfit.forEach(
        pattern ->
            fields.invalid(
                name,
                "%s: %s (expected: a name; only its end may be *)"
                    .formatted(name, Fields.shown(pattern))));
    return unfit.isEmpty() ? patterns : List.of();
  }

  private static boolean isPattern(String text) {
    return !text.isEmpty() && text.matches("[A-Za-z0-9-]*\\*?");
  }

  private static Duration life(String text) {
    Duration life = Durations.read("expires_in", text);
    if (life.isZero() || life.compareTo(MAX_LIFE) > 0) {
      throw new IllegalArgumentException("expires_in: '%s' (expected: 1s to 366d)".formatted(text));
    }
    return life;
  }
}
