package dev.slipway.starter.fakes;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
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
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsResponse;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.ListClosedWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListOpenWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.internal.common.SearchAttributesUtil;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers the queries that the in-memory server does not know, from its lists and describe; {@code
 * VisibilityContract} verifies that it answers like a real server.
 */
public final class FakeVisibility implements ClientInterceptor {
  /** Like a real server's parser, which takes a backslash literally except before a quote. */
  private static final String VALUE = "'((?:[^'\\\\]|\\\\.)*)'";

  private static final Pattern QUOTED = Pattern.compile(VALUE);
  private static final Pattern TERM =
      Pattern.compile("(\\w+) (=|!=|IN) (%1$s|\\(%1$s(?:, %1$s)*\\))(?: AND |$)".formatted(VALUE));
  private static final int MAX_TRIES = 10;

  private final AtomicInteger questions = new AtomicInteger();

  /** How many it was asked. */
  int questions() {
    return questions.get();
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    if (!Set.of("ListWorkflowExecutions", "CountWorkflowExecutions")
        .contains(Objects.requireNonNull(method.getBareMethodName()))) {
      return next.newCall(method, options);
    }
    questions.incrementAndGet();
    return new Listing<>(WorkflowServiceGrpc.newBlockingStub(next), method);
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
        var answer = answer(server, Objects.requireNonNull(question));
        caller.onHeaders(new Metadata());
        caller.onMessage(method.parseResponse(answer.toByteString().newInput()));
        caller.onClose(Status.OK, new Metadata());
      } catch (StatusRuntimeException refused) {
        caller.onClose(refused.getStatus(), new Metadata());
      }
    }
  }

  private static Message answer(WorkflowServiceBlockingStub server, Object question) {
    return question instanceof CountWorkflowExecutionsRequest asked
        ? CountWorkflowExecutionsResponse.newBuilder()
            .setCount(
                all(server, asked.getNamespace(), asked.getQuery())
                    .filter(predicate(asked.getQuery()))
                    .count())
            .build()
        : list(server, (ListWorkflowExecutionsRequest) question);
  }

  private static ListWorkflowExecutionsResponse list(
      WorkflowServiceBlockingStub server, ListWorkflowExecutionsRequest asked) {
    Predicate<WorkflowExecutionInfo> wanted = predicate(asked.getQuery());
    int from = offset(asked.getNextPageToken());
    List<WorkflowExecutionInfo> all =
        all(server, asked.getNamespace(), asked.getQuery())
            .filter(wanted)
            .sorted(openFirstThenLatest())
            .toList();
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
      WorkflowServiceBlockingStub server, String namespace, String query) {
    Predicate<WorkflowExecutionInfo> type = terms(query).getFirst();
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
    for (int left = MAX_TRIES; ; left--) {
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
      // A real server says no more than that.
      throw Status.UNKNOWN
          .withDescription("something went wrong, please retry")
          .asRuntimeException();
    }
  }

  private static Predicate<WorkflowExecutionInfo> predicate(String query) {
    return terms(query).stream().reduce(info -> true, Predicate::and);
  }

  private static List<Predicate<WorkflowExecutionInfo>> terms(String query) {
    List<Predicate<WorkflowExecutionInfo>> terms = new ArrayList<>();
    Matcher term = TERM.matcher(query);
    int end = 0;
    while (end < query.length()) {
      if (!term.find(end) || term.start() != end) {
        throw invalid(query.substring(end));
      }
      String name = term.group(1);
      boolean equal = !term.group(2).equals("!=");
      Set<String> wanted =
          QUOTED
              .matcher(term.group(3))
              .results()
              .map(value -> value.group(1).replace("\\'", "'"))
              .collect(Collectors.toSet());
      terms.add(info -> equal == wanted.contains(value(info, name)));
      end = term.end();
    }
    return terms;
  }

  private static String value(WorkflowExecutionInfo info, String name) {
    return switch (name) {
      case "WorkflowType" -> info.getType().getName();
      case "WorkflowId" -> info.getExecution().getWorkflowId();
      case "ExecutionStatus" ->
          info.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
              ? "Running"
              : "Closed";
      default -> attribute(info, name);
    };
  }

  private static String attribute(WorkflowExecutionInfo info, String name) {
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
