package dev.slipway.starter.requests;

import dev.slipway.starter.temporal.Query;
import dev.slipway.workflows.temporal.SearchAttributes;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a caller wants to see of a list. */
public record ListQuery(Map<String, String> filters, int pageSize, @Nullable String pageToken) {
  /** The names of all its parameters. */
  public static final List<String> PARAMETERS = ListQueryReader.PARAMETERS;

  public ListQuery {
    filters = Map.copyOf(filters);
  }

  /** Reads query parameters; a parameter that does not exist is an error, as in a body. */
  public static ListQuery read(Map<String, String> parameters) {
    return ListQueryReader.read(parameters);
  }

  /** The alias of the account that the caller wants to see; empty for all. */
  public Optional<String> account() {
    return Optional.ofNullable(filters.get("account"));
  }

  /** What the caller looks for in names, ids and requesters; empty for everything. */
  public String search() {
    return filters.getOrDefault("search", "").strip().toLowerCase(Locale.ROOT);
  }

  public Query over(Collection<String> types) {
    return Query.types(types)
        .where(SearchAttributes.AGENT, filters.get("agent"))
        .where(SearchAttributes.STACK, filters.get("stack_name"))
        .where(SearchAttributes.REGION, filters.get("region"))
        .where(SearchAttributes.STATUS, filters.get("status"))
        .where(SearchAttributes.TYPE, filters.get("type"))
        .where(SearchAttributes.REQUESTED_BY, filters.get("requested_by"));
  }
}
