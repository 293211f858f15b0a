package dev.slipway.starter.temporal;

import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds workflows by their attributes, page by page. */
@Component
public final class Visibility {
  public static final int MAX_PER_PAGE = 200;

  private final TemporalConnection temporal;

  public Visibility(TemporalConnection temporal) {
    this.temporal = temporal;
  }

  /**
   * One page of what was found.
   *
   * @param nextToken pass it in for the next page; absent at the end
   */
  public record Page(List<WorkflowExecutionInfo> found, @Nullable String nextToken) {}

  /** How many workflows match. */
  public long count(Query query) {
    return temporal
        .calls()
        .countWorkflowExecutions(
            CountWorkflowExecutionsRequest.newBuilder()
                .setNamespace(temporal.namespace())
                .setQuery(query.text())
                .build())
        .getCount();
  }

  /** The workflows that match; 422 for a token that this server did not issue. */
  public Page find(Query query, int pageSize, @Nullable String token) {
    var answer =
        temporal
            .calls()
            .listWorkflowExecutions(
                ListWorkflowExecutionsRequest.newBuilder()
                    .setNamespace(temporal.namespace())
                    .setPageSize(pageSize)
                    .setQuery(query.text())
                    .setNextPageToken(PageTokens.read(token))
                    .build());
    return new Page(answer.getExecutionsList(), PageTokens.write(answer.getNextPageToken()));
  }
}
