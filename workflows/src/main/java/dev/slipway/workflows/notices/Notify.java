package dev.slipway.workflows.notices;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** What a notice needs from outside: who receives it, and the calls to them. */
@ActivityInterface
public interface Notify {
  /** Failure type of a notice that its receiver did not accept, this time or for good. */
  String NOT_DELIVERED = "NotDelivered";

  /**
   * Failure type of a notice that waits, since its receiver has enough calls; it was not called.
   */
  String BUSY = "ReceiverBusy";

  /**
   * A notice for one receiver.
   *
   * @param receiver its name; address and keys are known to workers only
   */
  record Delivery(Notice notice, String receiver) {}

  /** The names of the receivers that want the notice. */
  @ActivityMethod(name = "findReceivers")
  List<String> findReceivers(Notice notice);

  /**
   * Calls the receiver once. May run any number of times: the receiver knows the notice by its id.
   */
  @ActivityMethod(name = "deliverNotice")
  void deliver(Delivery delivery);
}
