package dev.slipway.starter.temporal;

import com.google.protobuf.ByteString;
import dev.slipway.starter.problems.ProblemException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds workflows by their attributes, page by page. */
@Component
public final class Visibility {
  public static final int MOST_PER_PAGE = 200;

  private final TemporalDoor door;

  Visibility(TemporalDoor door) {
    this.door = door;
  }

  /**
   * Part of what was found.
   *
   * @param nextToken hand it in for the next part; absent at the end
   */
  public record Page(List<WorkflowExecutionInfo> found, @Nullable String nextToken) {}

  /** The workflows that match; 422 for a token that this server did not give. */
  public Page find(Query query, int pageSize, @Nullable String token) {
    try {
      var answer =
          door.calls()
              .listWorkflowExecutions(
                  ListWorkflowExecutionsRequest.newBuilder()
                      .setNamespace(door.namespace())
                      .setPageSize(pageSize)
                      .setQuery(query.text())
                      .setNextPageToken(decode(token))
                      .build());
      ByteString next = answer.getNextPageToken();
      return new Page(
          answer.getExecutionsList(),
          next.isEmpty()
              ? null
              : Base64.getUrlEncoder().withoutPadding().encodeToString(next.toByteArray()));
    } catch (StatusRuntimeException failure) {
      if (failure.getStatus().getCode() == Status.Code.INVALID_ARGUMENT && token != null) {
        throw badToken();
      }
      throw failure;
    }
  }

  private static ByteString decode(@Nullable String token) {
    if (token == null || token.isBlank()) {
      return ByteString.EMPTY;
    }
    try {
      return ByteString.copyFrom(Base64.getUrlDecoder().decode(token));
    } catch (IllegalArgumentException notBase64) {
      throw badToken();
    }
  }

  private static ProblemException badToken() {
    return ProblemException.invalid(
        List.of(
            dev.slipway.starter.problems.Complaint.about(
                "page_token",
                "invalid_value",
                "page_token: not one of ours (expected: next_page_token of the page before)",
                null)));
  }
}
