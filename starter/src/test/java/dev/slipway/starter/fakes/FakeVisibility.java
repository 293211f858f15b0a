package dev.slipway.starter.fakes;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.filter.v1.StartTimeFilter;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.ListClosedWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListOpenWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.internal.common.SearchAttributesUtil;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers the queries that the in-memory server does not know, from its lists and describe. */
final class FakeVisibility implements ClientInterceptor {
  private static final Pattern TERM = Pattern.compile("(\\w+) (=|!=) '((?:[^'\\\\]|\\\\.)*)'");
  private static final int MOST_TRIES = 10;
  private static final Pattern TYPES = Pattern.compile("WorkflowType IN \\((.*)\\)");

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    return "ListWorkflowExecutions".equals(method.getBareMethodName())
        ? new Listing<>(WorkflowServiceGrpc.newBlockingStub(next), method)
        : next.newCall(method, options);
  }

  /** One call, answered when the question is complete. */
  private static final class Listing<Q, A> extends ClientCall<Q, A> {
    private final WorkflowServiceBlockingStub server;
    private final MethodDescriptor<Q, A> method;
    private @Nullable Listener<A> listener;
    private @Nullable Q question;

    private Listing(WorkflowServiceBlockingStub server, MethodDescriptor<Q, A> method) {
      this.server = server;
      this.method = method;
    }

    @Override
    public void start(Listener<A> caller, Metadata headers) {
      this.listener = caller;
    }

    @Override
    public void request(int messages) {}

    @Override
    public void cancel(@Nullable String message, @Nullable Throwable cause) {}

    @Override
    public void sendMessage(Q message) {
      this.question = message;
    }

    @Override
    public void halfClose() {
      Listener<A> caller = Objects.requireNonNull(listener);
      try {
        var answer = list(server, (ListWorkflowExecutionsRequest) Objects.requireNonNull(question));
        caller.onHeaders(new Metadata());
        caller.onMessage(method.parseResponse(answer.toByteString().newInput()));
        caller.onClose(Status.OK, new Metadata());
      } catch (StatusRuntimeException refused) {
        caller.onClose(refused.getStatus(), new Metadata());
      }
    }
  }

  private static ListWorkflowExecutionsResponse list(
      WorkflowServiceBlockingStub server, ListWorkflowExecutionsRequest asked) {
    Predicate<WorkflowExecutionInfo> wanted = predicate(asked.getQuery());
    int from = offset(asked.getNextPageToken());
    List<WorkflowExecutionInfo> all =
        all(server, asked).filter(wanted).sorted(openFirstThenLatest()).toList();
    int to = Math.min(all.size(), from + asked.getPageSize());
    var answer = ListWorkflowExecutionsResponse.newBuilder();
    if (from < to) {
      answer.addAllExecutions(all.subList(from, to));
    }
    if (to < all.size()) {
      answer.setNextPageToken(ByteString.copyFromUtf8(Integer.toString(to)));
    }
    return answer.build();
  }

  private static Stream<WorkflowExecutionInfo> all(
      WorkflowServiceBlockingStub server, ListWorkflowExecutionsRequest asked) {
    String namespace = asked.getNamespace();
    Predicate<WorkflowExecutionInfo> type = term(asked.getQuery().split(" AND ")[0]);
    StartTimeFilter ever =
        StartTimeFilter.newBuilder()
            .setEarliestTime(Timestamps.fromSeconds(1))
            .setLatestTime(Timestamps.fromSeconds(4_000_000_000L))
            .build();
    var open =
        whole(
            () ->
                server.listOpenWorkflowExecutions(
                    ListOpenWorkflowExecutionsRequest.newBuilder()
                        .setNamespace(namespace)
                        .setStartTimeFilter(ever)
                        .build()));
    var closed =
        whole(
            () ->
                server.listClosedWorkflowExecutions(
                    ListClosedWorkflowExecutionsRequest.newBuilder()
                        .setNamespace(namespace)
                        .setStartTimeFilter(ever)
                        .build()));
    return Stream.concat(open.getExecutionsList().stream(), closed.getExecutionsList().stream())
        .filter(type) // Describing all others would cost a call each.
        .map(
            info ->
                server
                    .describeWorkflowExecution(
                        DescribeWorkflowExecutionRequest.newBuilder()
                            .setNamespace(namespace)
                            .setExecution(info.getExecution())
                            .build())
                    .getWorkflowExecutionInfo());
  }

  /**
   * The in-memory server's lists fail while a workflow starts: it walks a map that then changes.
   */
  private static <A> A whole(Supplier<A> list) {
    for (int left = MOST_TRIES; ; left--) {
      try {
        return list.get();
      } catch (StatusRuntimeException refused) {
        if (left == 1 || refused.getStatus().getCode() != Status.Code.UNKNOWN) {
          throw refused;
        }
      }
    }
  }

  private static Comparator<WorkflowExecutionInfo> openFirstThenLatest() {
    return Comparator.<WorkflowExecutionInfo, Boolean>comparing(WorkflowExecutionInfo::hasCloseTime)
        .thenComparing(
            WorkflowExecutionInfo::getCloseTime,
            Comparator.comparingLong(Timestamps::toNanos).reversed())
        .thenComparing(
            WorkflowExecutionInfo::getStartTime,
            Comparator.comparingLong(Timestamps::toNanos).reversed());
  }

  private static int offset(ByteString token) {
    try {
      return token.isEmpty() ? 0 : Integer.parseUnsignedInt(token.toStringUtf8());
    } catch (NumberFormatException foreign) {
      throw invalid("token");
    }
  }

  private static Predicate<WorkflowExecutionInfo> predicate(String query) {
    Predicate<WorkflowExecutionInfo> all = info -> true;
    for (String term : query.split(" AND ")) {
      all = all.and(term(term));
    }
    return all;
  }

  private static Predicate<WorkflowExecutionInfo> term(String term) {
    Matcher types = TYPES.matcher(term);
    if (types.matches()) {
      return info -> types.group(1).contains("'" + info.getType().getName() + "'");
    }
    Matcher value = TERM.matcher(term);
    if (!value.matches()) {
      throw invalid(term);
    }
    String name = value.group(1);
    String wanted = value.group(3).replaceAll("\\\\(.)", "$1");
    boolean equal = value.group(2).equals("=");
    return info -> equal == wanted.equals(value(info, name));
  }

  private static String value(WorkflowExecutionInfo info, String name) {
    if (name.equals("ExecutionStatus")) {
      return info.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
          ? "Running"
          : "Closed";
    }
    return SearchAttributesUtil.decodeTyped(info.getSearchAttributes())
        .getUntypedValues()
        .entrySet()
        .stream()
        .filter(entry -> entry.getKey().getName().equals(name))
        .map(entry -> String.valueOf(entry.getValue()))
        .findFirst()
        .orElse("");
  }

  private static StatusRuntimeException invalid(String what) {
    return Status.INVALID_ARGUMENT.withDescription("not understood: " + what).asRuntimeException();
  }
}
