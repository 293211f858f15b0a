package dev.slipway.e2e.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one client watching a deployment has received, line by line. */
final class Watcher {
  private static final Pattern AT = Pattern.compile("\"(?:at|time)\":\"([^\"]+)\"");

  private final String deployment;
  private final List<String> told = new ArrayList<>();
  private final StringBuilder line = new StringBuilder();
  private String status = "";
  private String id = "";
  private String event = "";
  private int lines;
  private int repeatedLines;
  private boolean streaming;
  private boolean ended;

  Watcher(String deployment) {
    this.deployment = deployment;
  }

  /** Takes what arrived; each event goes to the listener as soon as it is complete. */
  void take(byte[] bytes, int length, Arrivals arrivals) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] != '\n') {
        line.append((char) bytes[i]);
        continue;
      }
      take(line.toString().stripTrailing(), arrivals);
      line.setLength(0);
    }
  }

  private void take(String text, Arrivals arrivals) {
    if (status.isEmpty()) {
      status = text;
    } else if (text.startsWith("retry: ")) {
      streaming = true;
    } else if (text.startsWith("id: ")) {
      id = text.substring(4);
    } else if (text.startsWith("event: ")) {
      event = text.substring(7);
    } else if (text.startsWith("data: ")) {
      takeEvent(text, arrivals);
    }
  }

  private void takeEvent(String data, Arrivals arrivals) {
    int lineNumber = id.lastIndexOf('.');
    if (event.equals("log")) {
      int number = Integer.parseInt(id.substring(lineNumber + 1));
      repeatedLines += number == lines + 1 ? 0 : 1;
      lines = number;
    } else if (!event.equals("attempt")) {
      told.add(id.substring(0, lineNumber));
    }
    Matcher at = AT.matcher(data);
    if (at.find()) {
      Instant happened = Instant.parse(at.group(1));
      arrivals.add(event, happened, Duration.between(happened, Instant.now()));
    }
  }

  /** Notified of each event when it arrives. */
  interface Arrivals {
    void add(String event, Instant happened, Duration later);
  }

  String deployment() {
    return deployment;
  }

  /** The server has ended the stream. */
  void end() {
    ended = true;
  }

  /**
   * Whether nothing received so far is missing, repeated or out of order; after the end of the
   * stream it must be complete.
   */
  boolean hasSeen(List<String> places) {
    return ended
        ? told.equals(places)
        : told.size() <= places.size() && told.equals(places.subList(0, told.size()));
  }

  /** The same for the log. */
  boolean hasRead(int said) {
    return repeatedLines == 0 && (ended ? lines == said : lines <= said);
  }

  /** Whether the server has started to send. */
  boolean streaming() {
    return streaming;
  }
}
