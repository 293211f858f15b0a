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
                    // While workers restart one by one, another of them may know it already.
                    ApplicationFailure.newFailure(
                        delivery.receiver() + " is not in this worker's file of receivers",
                        NOT_DELIVERED));
    try {
      endpoint.deliver(delivery.notice());
      attempted(delivery.receiver(), true);
    } catch (InterruptedException stopped) {
      throw Activity.wrap(stopped);
    } catch (ApplicationFailure failed) {
      if (!failed.getType().equals(BUSY)) {
        attempted(delivery.receiver(), false);
      }
      throw failed;
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
