package dev.slipway.starter.requests;

import dev.slipway.starter.temporal.Visibility;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which page a caller wants to see of the list of agents.
 *
 * @param account only those in the account of that alias; all when absent
 */
public record PageQuery(int pageSize, @Nullable String pageToken, @Nullable String account) {
  /** The names of all its parameters. */
  public static final List<String> PARAMETERS = List.of("page_size", "page_token", "account");

  /** Reads query parameters; one that does not exist is an error, as in a body. */
  public static PageQuery read(Map<String, String> parameters) {
    FieldErrors errors = new FieldErrors();
    int size = Visibility.MAX_PER_PAGE;
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      String name = parameter.getKey();
      if (name.equals("page_size")) {
        size = ListQueryReader.pageSize(parameter.getValue(), errors);
      } else if (!name.equals("page_token") && !name.equals("account")) {
        errors.add(
            name,
            "unknown_parameter",
            name + ": unknown parameter",
            "known parameters: " + String.join(", ", PARAMETERS));
      }
    }
    errors.throwIfAny();
    String account = parameters.get("account");
    return new PageQuery(
        size, parameters.get("page_token"), account == null || account.isBlank() ? null : account);
  }
}
