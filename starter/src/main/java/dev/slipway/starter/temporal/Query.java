package dev.slipway.starter.temporal;

import io.temporal.common.SearchAttributeKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A query for Temporal's visibility; every value is quoted. */
public final class Query {
  private final List<String> terms = new ArrayList<>();

  private Query() {}

  /** Workflows of any type. */
  public static Query all() {
    return new Query();
  }

  public static Query types(Collection<String> workflowTypes) {
    Query query = new Query();
    query.terms.add(
        "WorkflowType IN (%s)"
            .formatted(
                workflowTypes.stream()
                    .sorted()
                    .map(Query::quoted)
                    .collect(Collectors.joining(", "))));
    return query;
  }

  /** Those of the given ids; at least one. */
  public Query ids(Collection<String> workflowIds) {
    terms.add(
        "WorkflowId IN (%s)"
            .formatted(workflowIds.stream().map(Query::quoted).collect(Collectors.joining(", "))));
    return this;
  }

  public Query running() {
    terms.add("ExecutionStatus = 'Running'");
    return this;
  }

  public Query ended() {
    terms.add("ExecutionStatus != 'Running'");
    return this;
  }

  /** Narrows to one value; an absent one narrows nothing. */
  public Query where(SearchAttributeKey<String> key, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      terms.add(key.getName() + " = " + quoted(value));
    }
    return this;
  }

  public String text() {
    return String.join(" AND ", terms);
  }

  private static String quoted(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
