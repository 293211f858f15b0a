package dev.slipway.tracing;

import dev.slipway.workflows.model.Traced;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.interceptors.Header;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the place that its order names into the header of each activity. */
final class TracedWorkflow extends WorkflowInboundCallsInterceptorBase {
  private @Nullable Payload place;

  TracedWorkflow(WorkflowInboundCallsInterceptor next) {
    super(next);
  }

  @Override
  public void init(WorkflowOutboundCallsInterceptor outbound) {
    super.init(new Calls(outbound));
  }

  @Override
  public WorkflowOutput execute(WorkflowInput input) {
    Object[] arguments = input.getArguments();
    if (arguments.length > 0 && arguments[0] instanceof Traced order) {
      place = payload(order.traceparent());
    }
    return super.execute(input);
  }

  private static @Nullable Payload payload(@Nullable String traceparent) {
    return traceparent == null
        ? null
        : DefaultDataConverter.STANDARD_INSTANCE.toPayload(traceparent).orElseThrow();
  }

  private final class Calls extends WorkflowOutboundCallsInterceptorBase {
    Calls(WorkflowOutboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
      if (place == null) {
        return super.executeActivity(input);
      }
      Map<String, Payload> values = new HashMap<>(input.getHeader().getValues());
      values.put(Traceparent.NAME, place);
      return super.executeActivity(
          new ActivityInput<>(
              input.getActivityName(),
              input.getResultClass(),
              input.getResultType(),
              input.getArgs(),
              input.getOptions(),
              new Header(values)));
    }
  }
}
