package dev.slipway.activities.notices;

import com.uber.m3.tally.Scope;
import dev.slipway.workflows.notices.Notice;
import dev.slipway.workflows.notices.Notify;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;

/** Calls the receivers of notices. */
public final class NotifyActivity implements Notify {
  private final Receivers receivers;

  public NotifyActivity(Receivers receivers) {
    this.receivers = receivers;
  }

  @Override
  public List<String> findReceivers(Notice notice) {
    return receivers.wanting(notice);
  }

  @Override
  public void deliver(Delivery delivery) {
    Endpoint endpoint =
        receivers
            .named(delivery.receiver())
            .orElseThrow(
                () ->
                    ApplicationFailure.newNonRetryableFailure(
                        delivery.receiver() + " is no receiver any more", NOT_DELIVERED));
    boolean accepted = false;
    try {
      endpoint.deliver(delivery.notice());
      accepted = true;
    } catch (InterruptedException stopped) {
      throw Activity.wrap(stopped);
    } finally {
      attempted(delivery.receiver(), accepted);
    }
  }

  private static void attempted(String receiver, boolean accepted) {
    Scope metrics = Activity.getExecutionContext().getMetricsScope();
    metrics
        .tagged(Map.of("receiver", receiver, "accepted", Boolean.toString(accepted)))
        .counter("slipway_notice_attempts")
        .inc(1);
  }
}
