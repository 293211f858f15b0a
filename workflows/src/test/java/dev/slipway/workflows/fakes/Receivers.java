package dev.slipway.workflows.fakes;

import dev.slipway.workflows.notices.Notice;
import dev.slipway.workflows.notices.Notify;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Receivers that accept every notice, unless they are down. */
public final class Receivers implements Notify {
  private final Set<String> down = ConcurrentHashMap.newKeySet();
  private final List<Delivery> attempts = new CopyOnWriteArrayList<>();
  private final List<Delivery> delivered = new CopyOnWriteArrayList<>();
  private volatile List<String> names = List.of();

  /** From now on there are these. */
  public void are(String... receivers) {
    names = List.of(receivers);
  }

  public void isDown(String receiver) {
    down.add(receiver);
  }

  public void isUp(String receiver) {
    down.remove(receiver);
  }

  /** What was sent, accepted or not. */
  public List<Delivery> attempts() {
    return attempts;
  }

  /** What was accepted, in the order of its arrival. */
  public List<Delivery> delivered() {
    return delivered;
  }

  @Override
  public List<String> findReceivers(Notice notice) {
    return names;
  }

  @Override
  public void deliver(Delivery delivery) {
    attempts.add(delivery);
    if (down.contains(delivery.receiver())) {
      throw ApplicationFailure.newFailure("status 503", NOT_DELIVERED);
    }
    delivered.add(delivery);
  }
}
