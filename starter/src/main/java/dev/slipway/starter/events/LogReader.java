package dev.slipway.starter.events;

import dev.slipway.api.DeploymentId;
import dev.slipway.starter.storage.StepLogs;
import dev.slipway.storage.logs.LogLine;
import dev.slipway.storage.logs.LogStore;
import dev.slipway.workflows.model.AgentKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Reads a deployment's log from its beginning, and numbers its lines. */
final class LogReader {
  private static final int MAX_REFUSALS = 5;

  private final StepLogs logs;
  private final AgentKey agent;
  private final DeploymentId deployment;
  private final Duration pause;
  private @Nullable String cursor;
  private long lines;

  LogReader(StepLogs logs, AgentKey agent, DeploymentId deployment) {
    this(logs, agent, deployment, Duration.ofSeconds(1));
  }

  LogReader(StepLogs logs, AgentKey agent, DeploymentId deployment, Duration pause) {
    this.logs = logs;
    this.agent = agent;
    this.deployment = deployment;
    this.pause = pause;
  }

  /** What has been written since the last call; nothing while the log can't be read. */
  synchronized List<JournalEntry.FromLog> more() {
    try {
      return read();
    } catch (RuntimeException unreadable) {
      System.getLogger(LogReader.class.getName())
          .log(System.Logger.Level.DEBUG, "the log can't be read now", unreadable);
      return List.of();
    }
  }

  private List<JournalEntry.FromLog> read() {
    LogStore.Page page = logs.read(agent, deployment, null, cursor);
    cursor = page.cursor();
    List<JournalEntry.FromLog> news = new ArrayList<>();
    for (LogLine line : page.lines()) {
      news.add(StackLines.toEvent(++lines, line));
    }
    return news;
  }

  /**
   * Everything that is left; called once, when no more is being written. A store that does not
   * answer is asked again: nobody will, once watchers have been told of the end.
   */
  synchronized List<JournalEntry.FromLog> drain() {
    List<JournalEntry.FromLog> rest = new ArrayList<>();
    for (int refusals = 0; refusals < MAX_REFUSALS; ) {
      try {
        List<JournalEntry.FromLog> page = read();
        if (page.isEmpty()) {
          return rest;
        }
        rest.addAll(page);
        refusals = 0;
      } catch (RuntimeException unreadable) {
        refusals++;
        System.getLogger(LogReader.class.getName())
            .log(System.Logger.Level.WARNING, "the end of " + deployment + "'s log", unreadable);
        LockSupport.parkNanos(pause.toNanos());
      }
    }
    return rest;
  }
}
