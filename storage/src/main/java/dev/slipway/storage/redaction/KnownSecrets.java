package dev.slipway.storage.redaction;

import java.util.List;
import java.util.regex.Pattern;

/** Masks anything that looks like a key, whoever owns it. */
public final class KnownSecrets {
  public static final String MASK = "[redacted]";

  private static final List<Pattern> FORMS =
      List.of(
          // AWS access key ids, long-lived and temporary.
          Pattern.compile("\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b"),
          // OpenAI, Anthropic and others with the same format.
          Pattern.compile("\\bsk-[A-Za-z0-9_-]{16,}"),
          // GitHub tokens, classic and fine-grained.
          Pattern.compile("\\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,})"),
          // Google API keys.
          Pattern.compile("\\bAIza[A-Za-z0-9_-]{30,}"),
          // Slack tokens.
          Pattern.compile("\\bxox[abposr]-[A-Za-z0-9-]{10,}"),
          // Hugging Face and Tavily.
          Pattern.compile("\\b(?:hf_[A-Za-z0-9]{30,}|tvly-[A-Za-z0-9-]{16,})"),
          // JSON web tokens.
          Pattern.compile("\\beyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{5,}"));

  /** Code that reads a variable is no value: a person needs the whole line to see which one. */
  private static final String NOT_READ = "(?!(?:os\\.)?(?:environ\\b|getenv\\())";

  private static final Pattern ASSIGNED =
      Pattern.compile(
          "(?i)((?:secret[_-]?access[_-]?key|session[_-]?token|api[_-]?key|password|authorization)"
              + "[\"']?\\s*[=:]\\s*[\"']?)"
              + NOT_READ
              + "([^\\s\"',;]{6,})");

  private KnownSecrets() {}

  public static String mask(String text) {
    var masked = text;
    for (var form : FORMS) {
      masked = form.matcher(masked).replaceAll(MASK);
    }
    return ASSIGNED
        .matcher(masked)
        .replaceAll("$1" + java.util.regex.Matcher.quoteReplacement(MASK));
  }
}
