package dev.slipway.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsExecutionAttribute;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context.AfterExecution;
import software.amazon.awssdk.core.interceptor.Context.BeforeExecution;
import software.amazon.awssdk.core.interceptor.Context.FailedExecution;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.regions.Region;

/**
 * A call of AWS as a span of whatever makes it; what is in no trace makes none. Nothing of what is
 * sent or answered is noted, except the status and AWS's own id of the call.
 */
public final class AwsCallTraces implements ExecutionInterceptor {
  private static final ExecutionAttribute<Span> SPAN =
      new ExecutionAttribute<>("dev.slipway.tracing.Span");

  private final Tracer tracer;

  public AwsCallTraces(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public void beforeExecution(BeforeExecution call, ExecutionAttributes attributes) {
    if (!Span.current().getSpanContext().isValid()) {
      return;
    }
    String service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
    String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    @Nullable Region region = attributes.getAttribute(AwsExecutionAttribute.AWS_REGION);
    attributes.putAttribute(
        SPAN,
        tracer
            .spanBuilder(service + "." + operation)
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute("rpc.system", "aws-api")
            .setAttribute("rpc.service", service)
            .setAttribute("rpc.method", operation)
            .setAttribute("cloud.region", region == null ? "none" : region.id())
            .startSpan());
  }

  @Override
  public void afterExecution(AfterExecution call, ExecutionAttributes attributes) {
    @Nullable Span span = attributes.getAttribute(SPAN);
    if (span != null) {
      span.setAttribute("http.response.status_code", (long) call.httpResponse().statusCode());
      call.httpResponse()
          .firstMatchingHeader("x-amzn-RequestId")
          .or(() -> call.httpResponse().firstMatchingHeader("x-amz-request-id"))
          .ifPresent(id -> span.setAttribute("aws.request_id", id));
      span.end();
    }
  }

  @Override
  public void onExecutionFailure(FailedExecution call, ExecutionAttributes attributes) {
    @Nullable Span span = attributes.getAttribute(SPAN);
    if (span != null) {
      span.setStatus(StatusCode.ERROR, code(call.exception()));
      span.end();
    }
  }

  private static String code(Throwable failed) {
    return failed instanceof AwsServiceException refused && refused.awsErrorDetails() != null
        ? refused.awsErrorDetails().errorCode()
        : failed.getClass().getSimpleName();
  }
}
