package dev.slipway.starter.events;

import com.google.protobuf.ByteString;
import dev.slipway.starter.events.EventData.StatusData;
import dev.slipway.starter.temporal.Deployments;
import dev.slipway.starter.temporal.TemporalConnection;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Follows one deployment for all its watchers: one long poll, one log reader. */
final class Feed {
  /** The server answers an empty poll after about 20 s. */
  private static final Duration POLL = Duration.ofSeconds(30);

  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

  /** A step's end and the next one's start are five events in quick succession: two answers. */
  private static final Duration GATHERING = Duration.ofMillis(250);

  /** A step that is logging stores its lines once a second. */
  private static final Duration WHILE_TALKING = Duration.ofSeconds(1);

  /** A silent one is read less and less often, and immediately when the history advances. */
  private static final Duration WHILE_SILENT = Duration.ofSeconds(4);

  private final TemporalConnection temporal;
  private final Deployments deployments;
  private final WorkflowExecution execution;
  private final LogReader log;
  private final Journal journal = new Journal();
  private final RememberedHistory history = new RememberedHistory();
  private final Set<String> toldLive = new HashSet<>();
  private final Thread poller;
  private final Thread logThread;
  private final Semaphore wentOn = new Semaphore(0);
  private ByteString token = ByteString.EMPTY;
  private int sent;
  private int watchers;

  Feed(
      TemporalConnection temporal,
      Deployments deployments,
      WorkflowExecution execution,
      LogReader log) {
    this.temporal = temporal;
    this.deployments = deployments;
    this.execution = execution;
    this.log = log;
    String id = execution.getWorkflowId();
    this.poller = Thread.ofVirtual().name("starter-feed-" + id).unstarted(this::follow);
    this.logThread = Thread.ofVirtual().name("starter-log-" + id).unstarted(this::followLog);
  }

  Journal journal() {
    return journal;
  }

  /** Adds a watcher; the first one starts the poll. */
  void join() {
    if (watchers++ == 0) {
      logThread.start(); // First: the poller waits for its end.
      poller.start();
    }
  }

  /** Removes a watcher; true for the last one, which stops the poll. */
  boolean leave() {
    if (--watchers > 0) {
      return false;
    }
    poller.interrupt();
    logThread.interrupt();
    return true;
  }

  /** Whatever ends the poll, watchers are released: they reconnect with their last event id. */
  private void follow() {
    try {
      while (!Thread.currentThread().isInterrupted() && !followOnce()) {
        // Each poll itself waits for new events.
      }
    } finally {
      journal.complete();
    }
  }

  /** One poll; true when there is nothing more to poll for. */
  private boolean followOnce() {
    try {
      var answer = poll(token);
      remember(answer.getHistory().getEventsList());
      token = answer.getNextPageToken();
      if (token.isEmpty()) {
        finish();
        return true;
      }
      sendNews();
      return !pause(GATHERING);
    } catch (StatusRuntimeException failed) {
      if (failed.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED) {
        return false;
      }
      token = ByteString.EMPTY; // From the beginning: what was sent is not sent again.
      return !pause(AFTER_TROUBLE);
    }
  }

  /** Keeps what is new; where something is missing, the whole history is read again. */
  private synchronized void remember(List<HistoryEvent> events) {
    history.add(history.gapBefore(events) ? deployments.history(execution) : events);
    deployments.learn(execution, history.all());
  }

  private io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse poll(
      ByteString token) {
    return temporal
        .calls(POLL)
        .getWorkflowExecutionHistory(
            GetWorkflowExecutionHistoryRequest.newBuilder()
                .setNamespace(temporal.namespace())
                .setExecution(execution)
                .setWaitNewEvent(true)
                .setNextPageToken(token)
                .build());
  }

  /** The log first: nothing may come after the terminal status. */
  private void finish() {
    endLog();
    remember(deployments.history(execution)); // Not every server returns a closed history whole.
    List<JournalEntry.FromHistory> last = news();
    int end = last.size();
    JournalEntry.@Nullable FromHistory terminal =
        end > 0 && last.getLast().data() instanceof StatusData status && status.status().terminal()
            ? last.getLast()
            : null;
    publish(terminal == null ? last : last.subList(0, end - 1));
    log.drain().forEach(line -> journal.add(List.of(line)));
    if (terminal != null) {
      publish(List.of(terminal));
    }
  }

  /** Waits until the log reader has finished what it was reading. */
  private void endLog() {
    logThread.interrupt();
    try {
      logThread.join(POLL);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void sendNews() {
    List<JournalEntry.FromHistory> news = news();
    publish(news);
    if (!news.isEmpty()) {
      wentOn.release();
    }
  }

  private List<JournalEntry.FromHistory> news() {
    List<JournalEntry.FromHistory> all = Projection.of(execution.getWorkflowId(), history.all());
    List<JournalEntry.FromHistory> news = List.copyOf(all.subList(sent, all.size()));
    sent = all.size();
    return news;
  }

  /** An attempt that was reported live is not reported again when the history catches up. */
  private synchronized void publish(List<JournalEntry.FromHistory> news) {
    journal.add(news.stream().filter(this::isNew).toList());
  }

  private boolean isNew(JournalEntry.FromHistory entry) {
    if (entry.data() instanceof EventData.StepData) {
      toldLive.clear();
      return true;
    }
    return !(entry.data() instanceof EventData.AttemptData attempt)
        || attempt.number() == 0
        || toldLive.add(attempt.step() + "#" + attempt.number());
  }

  private void followLog() {
    Duration silence = WHILE_TALKING;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        List<JournalEntry.FromLog> said = log.more();
        journal.add(said);
        if (said.isEmpty() && silence.compareTo(WHILE_TALKING) > 0) {
          look(); // Only a silent step may be waiting for another attempt.
        }
        silence = said.isEmpty() ? longer(silence) : WHILE_TALKING;
        Thread.sleep(WHILE_TALKING);
        if (wentOn.tryAcquire(silence.minus(WHILE_TALKING).toMillis(), TimeUnit.MILLISECONDS)) {
          wentOn.drainPermits();
          silence = WHILE_TALKING;
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration longer(Duration silence) {
    Duration twice = silence.multipliedBy(2);
    return twice.compareTo(WHILE_SILENT) < 0 ? twice : WHILE_SILENT;
  }

  private void look() {
    try {
      deployments.describe(execution).ifPresent(this::look);
    } catch (RuntimeException unreachable) {
      // The poll will soon show watchers that the deployment continues.
      System.getLogger(Feed.class.getName())
          .log(System.Logger.Level.DEBUG, "attempts can't be read now", unreachable);
    }
  }

  private void look(DescribeWorkflowExecutionResponse described) {
    // A poll may miss events: a restarted server may have lost it.
    if (described.getWorkflowExecutionInfo().getHistoryLength() > history.size()) {
      remember(deployments.history(execution));
      sendNews();
    }
    if (described.getPendingActivitiesCount() > 0) {
      publish(Projection.live(history.all(), described.getPendingActivitiesList()));
    }
  }

  private static boolean pause(Duration time) {
    try {
      Thread.sleep(time);
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
