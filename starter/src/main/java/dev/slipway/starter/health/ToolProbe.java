package dev.slipway.starter.health;

import dev.slipway.starter.health.HealthResponse.Tool;
import dev.slipway.starter.questions.Answer;
import dev.slipway.starter.questions.Questions;
import dev.slipway.workflows.check.CodeCheck.ToolStatus;
import dev.slipway.workflows.question.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks a worker for its tools, at most once a minute and once at a time. */
@Component
final class ToolProbe {
  private static final Duration FRESH = Duration.ofSeconds(60);
  private static final Duration WAIT = Duration.ofSeconds(2);

  private final Questions questions;
  private final Executor threads = task -> Thread.ofVirtual().name("starter-tools").start(task);
  private volatile Known known = new Known(Map.of(), Instant.EPOCH);
  private @Nullable CompletableFuture<Void> asking;

  private record Known(Map<String, Tool> tools, Instant asked) {
    boolean isFresh() {
      return asked.plus(FRESH).isAfter(Instant.now());
    }
  }

  ToolProbe(Questions questions) {
    this.questions = questions;
  }

  /** The tools as of the last minute, or as last known while no worker answers. */
  Map<String, Tool> known() {
    if (!known.isFresh()) {
      // A later answer will be there for the next caller.
      asked().copy().completeOnTimeout(null, WAIT.toMillis(), TimeUnit.MILLISECONDS).join();
    }
    return known.tools();
  }

  private synchronized CompletableFuture<Void> asked() {
    CompletableFuture<Void> now = asking;
    if (now == null || now.isDone()) {
      now = CompletableFuture.runAsync(this::ask, threads);
      asking = now;
    }
    return now;
  }

  private void ask() {
    if (questions.ask(Question.tools(), FRESH) instanceof Answer.Given<ToolStatus[]>(var tools)) {
      known = new Known(byName(tools), Instant.now());
    }
  }

  private static Map<String, Tool> byName(ToolStatus[] tools) {
    Map<String, Tool> byName = new TreeMap<>();
    for (ToolStatus tool : tools) {
      byName.put(tool.name(), new Tool(tool.available(), tool.version()));
    }
    return byName;
  }
}
