package dev.slipway.starter.events;

import dev.slipway.starter.events.EventData.LogData;
import dev.slipway.starter.events.EventData.StackEventData;
import dev.slipway.storage.logs.LogLine;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises CloudFormation's events among log lines. */
final class StackLines {
  /** The stream that the deploy step writes them to. */
  private static final String STREAM = "cloudformation";

  /** {@code STATUS Type LogicalId: reason}. */
  private static final Pattern FORM =
      Pattern.compile("([A-Z_]{4,60})\\s+(\\S+::\\S+)\\s+([A-Za-z0-9-]+)(?:[: ]\\s*(.*))?");

  private StackLines() {}

  static JournalEntry.FromLog toEvent(long number, LogLine line) {
    if (line.stream().equals(STREAM)) {
      Matcher match = FORM.matcher(line.line());
      if (match.matches()) {
        String reason = match.group(4);
        return new JournalEntry.FromLog(
            number,
            "stack_event",
            new StackEventData(
                line.time(),
                match.group(3),
                match.group(2),
                match.group(1),
                reason == null || reason.isBlank() ? null : reason));
      }
    }
    return new JournalEntry.FromLog(
        number,
        "log",
        new LogData(line.time(), line.step(), line.attempt(), line.stream(), line.line()));
  }
}
