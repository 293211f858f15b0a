package dev.slipway.api;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A CloudFormation dynamic reference, such as <code>{{resolve:secretsmanager:…}}</code>.
 *
 * <p>CloudFormation resolves one anywhere in a template, a parameter or a tag, with the deployer's
 * permissions: a caller's text that contains one can read any secret the deployer can read.
 *
 * @param service the service it would read from; empty if that is not a service name
 */
public record DynamicReference(String service) {
  /** Broader than what CloudFormation accepts today: case and white space do not matter. */
  private static final Pattern FORM =
      Pattern.compile("\\{\\s*+\\{\\s*+resolve\\s*+:\\s*+([a-z-]{0,20})", Pattern.CASE_INSENSITIVE);

  /** The first one in a text. */
  public static Optional<DynamicReference> in(String text) {
    var found = FORM.matcher(text);
    return found.find()
        ? Optional.of(new DynamicReference(found.group(1).toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }

  /** Its form, without the reference itself. */
  public String shape() {
    return "{{resolve:%s…}}".formatted(service.isEmpty() ? "" : service + ":");
  }
}
