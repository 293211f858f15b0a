package dev.slipway.activities.heartbeat;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends heartbeats for every activity from a separate thread; turns a cancellation or shutdown into
 * an interruption of the step, and whatever the step then throws back into what Temporal asked for.
 */
public final class HeartbeatInterceptor extends WorkerInterceptorBase {
  /** Well below the shortest heartbeat timeout; the SDK sends fewer where that is long. */
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final Duration interval;

  public HeartbeatInterceptor() {
    this(INTERVAL);
  }

  HeartbeatInterceptor(Duration interval) {
    this.interval = interval;
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new Beating(next, interval);
  }

  private static final class Beating extends ActivityInboundCallsInterceptorBase {
    private final Duration interval;
    private @Nullable ActivityExecutionContext context;

    Beating(ActivityInboundCallsInterceptor next, Duration interval) {
      super(next);
      this.interval = interval;
    }

    @Override
    public void init(ActivityExecutionContext context) {
      this.context = context;
      super.init(context);
    }

    @Override
    public ActivityOutput execute(ActivityInput input) {
      if (context == null) {
        return super.execute(input);
      }
      try (var loop = HeartbeatLoop.start(context, interval)) {
        Heartbeats.bind(loop);
        return execute(input, loop);
      } finally {
        Heartbeats.bind(null);
      }
    }

    private ActivityOutput execute(ActivityInput input, HeartbeatLoop loop) {
      try {
        return super.execute(input);
      } catch (RuntimeException e) {
        var stop = loop.stop();
        if (stop.isPresent()) {
          throw stop.get();
        }
        loop.flush();
        throw FailureTranslation.translate(e);
      }
    }
  }
}
