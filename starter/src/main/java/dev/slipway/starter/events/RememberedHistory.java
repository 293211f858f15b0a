package dev.slipway.starter.events;

import io.temporal.api.history.v1.HistoryEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of one run that have been seen so far, without a gap.
 *
 * <p>An id may appear twice: while a workflow task is retried, the server shows events of it at the
 * end that are not written yet. If it fails again, another event takes their place.
 */
final class RememberedHistory {
  private final List<HistoryEvent> events = new ArrayList<>();

  /** Whether something is missing between what is remembered and these. */
  synchronized boolean gapBefore(List<HistoryEvent> news) {
    return !news.isEmpty() && news.getFirst().getEventId() > events.size() + 1;
  }

  synchronized void add(List<HistoryEvent> news) {
    for (HistoryEvent event : news) {
      int place = (int) event.getEventId() - 1;
      if (place < events.size() && events.get(place).getEventType() != event.getEventType()) {
        events.subList(place, events.size()).clear();
      }
      if (place == events.size()) {
        events.add(event);
      }
    }
  }

  synchronized List<HistoryEvent> all() {
    return List.copyOf(events);
  }

  synchronized int size() {
    return events.size();
  }
}
