package dev.slipway.workflows.model;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A CloudFormation dynamic reference, such as <code>{{resolve:secretsmanager:…}}</code>.
 *
 * <p>CloudFormation replaces one wherever it stands in a template, a parameter or a tag, with the
 * rights of whoever deploys: text of a caller that holds one reads any secret those rights can
 * read.
 *
 * @param service what it would read from; empty when that is no service's name
 */
public record DynamicReference(String service) {
  /** Wider than what CloudFormation accepts today: case and white space do not matter. */
  private static final Pattern FORM =
      Pattern.compile("\\{\\s*+\\{\\s*+resolve\\s*+:\\s*+([a-z-]{0,20})", Pattern.CASE_INSENSITIVE);

  /** The first one in a text. */
  public static Optional<DynamicReference> in(String text) {
    var found = FORM.matcher(text);
    return found.find()
        ? Optional.of(new DynamicReference(found.group(1).toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }

  /** Its form, without what it refers to. */
  public String shape() {
    return "{{resolve:%s…}}".formatted(service.isEmpty() ? "" : service + ":");
  }
}
