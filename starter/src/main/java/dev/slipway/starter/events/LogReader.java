package dev.slipway.starter.events;

import dev.slipway.api.DeploymentId;
import dev.slipway.starter.storage.StepLogs;
import dev.slipway.storage.logs.LogLine;
import dev.slipway.storage.logs.LogStore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a deployment's log from its beginning, and numbers its lines. */
final class LogReader {
  private final StepLogs logs;
  private final String region;
  private final DeploymentId deployment;
  private @Nullable String cursor;
  private long lines;

  LogReader(StepLogs logs, String region, DeploymentId deployment) {
    this.logs = logs;
    this.region = region;
    this.deployment = deployment;
  }

  /** What has been written since the last call; nothing while the log can't be read. */
  synchronized List<JournalEntry.FromLog> more() {
    LogStore.Page page;
    try {
      page = logs.read(region, deployment, null, cursor);
    } catch (RuntimeException unreadable) {
      System.getLogger(LogReader.class.getName())
          .log(System.Logger.Level.DEBUG, "the log can't be read now", unreadable);
      return List.of();
    }
    cursor = page.cursor();
    List<JournalEntry.FromLog> news = new ArrayList<>();
    for (LogLine line : page.lines()) {
      news.add(StackLines.toEvent(++lines, line));
    }
    return news;
  }

  /** Everything that is left; called once, when no more is being written. */
  synchronized List<JournalEntry.FromLog> drain() {
    List<JournalEntry.FromLog> rest = new ArrayList<>();
    List<JournalEntry.FromLog> page = more();
    while (!page.isEmpty()) {
      rest.addAll(page);
      page = more();
    }
    return rest;
  }
}
