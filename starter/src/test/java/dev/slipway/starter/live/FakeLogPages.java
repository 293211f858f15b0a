package dev.slipway.starter.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A log as CloudWatch returns it: in pages, some of them empty, with tokens that belong to one
 * start time.
 */
final class FakeLogPages implements LogPages {
  private final int pageSize;
  private final boolean givesTokens;
  private final List<Event> events = new ArrayList<>();
  private int reads;

  FakeLogPages(int pageSize, boolean givesTokens) {
    this.pageSize = pageSize;
    this.givesTokens = givesTokens;
  }

  void add(Instant time, String line) {
    events.add(new Event("event-" + events.size(), time, "stream", line));
  }

  @Override
  public Page read(Instant since, @Nullable String token) {
    List<Event> wanted =
        events.stream()
            .filter(event -> !event.time().isBefore(since))
            .sorted(Comparator.comparing(Event::time))
            .toList();
    int begin = token == null ? 0 : begin(token, since);
    // CloudWatch may search a part of the log that has no events.
    int size = givesTokens && ++reads % 3 == 0 ? 0 : pageSize;
    int end = Math.min(wanted.size(), begin + size);
    boolean more = end < wanted.size();
    return new Page(
        wanted.subList(begin, end),
        givesTokens && more ? since.toEpochMilli() + ":" + end : null,
        !givesTokens && end - begin == pageSize);
  }

  private static int begin(String token, Instant since) {
    String[] parts = token.split(":", -1);
    if (Long.parseLong(parts[0]) != since.toEpochMilli()) {
      throw new IllegalArgumentException("the token belongs to another start time");
    }
    return Integer.parseInt(parts[1]);
  }
}
