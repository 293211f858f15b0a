package dev.slipway.builder;

import dev.slipway.api.DeploymentId;
import dev.slipway.project.Project;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.problems.TemporalErrors;
import dev.slipway.starter.storage.StarterStorage;
import dev.slipway.starter.temporal.Deployments;
import dev.slipway.storage.logs.LogLine;
import dev.slipway.storage.logs.LogStore;
import dev.slipway.workflows.timeline.DeploymentView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Reads deployments, many at a time, and their steps' log lines. */
@Component
final class Records {
  /** Views that are read concurrently. */
  private static final int AT_ONCE = 8;

  /** The end of a log shows what went wrong; the whole log is under {@code /api/v1}. */
  private static final int MAX_LINES = 1_000;

  private final Deployments deployments;
  private final StarterStorage storage;

  Records(Deployments deployments, StarterStorage storage) {
    this.deployments = deployments;
    this.storage = storage;
  }

  /** 404 when there is none. */
  DeploymentView view(String id) {
    return deployments.view(id);
  }

  /** 409 while it is in progress: its record is still being written. */
  DeploymentView requireEnded(String id) {
    DeploymentView view = view(id);
    if (!view.status().terminal()) {
      throw ProblemException.notApplicable(
          "The deployment is %s: cancel it first (POST /api/v1/deployments/%s/cancel)."
              .formatted(view.status().wireName(), id),
          id,
          view.status());
    }
    return view;
  }

  /** The views in the order of the ids; those that can't be read are left out. */
  List<DeploymentView> views(Collection<String> ids) {
    try (ExecutorService readers =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().name("starter-view").factory())) {
      List<Callable<DeploymentView>> tasks =
          ids.stream().<Callable<DeploymentView>>map(id -> () -> deployments.view(id)).toList();
      return readers.invokeAll(tasks).stream().flatMap(task -> result(task).stream()).toList();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  /** A whole list must not fail for one that is damaged, or of a newer version. */
  private static Optional<DeploymentView> result(Future<DeploymentView> task) {
    try {
      return Optional.of(task.get());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause && isOutage(cause)) {
        throw cause;
      }
      System.getLogger(Records.class.getName())
          .log(System.Logger.Level.WARNING, "a deployment can't be read", failed.getCause());
      return Optional.empty();
    }
  }

  private static boolean isOutage(RuntimeException failure) {
    return TemporalErrors.statusOf(failure).isPresent()
        || (failure instanceof ProblemException problem
            && problem.problem().status() == HttpStatus.SERVICE_UNAVAILABLE.value());
  }

  /** The last lines; none while the log can't be read, because the rest is worth showing. */
  List<String> logs(DeploymentView view) {
    Deque<String> last = new ArrayDeque<>();
    DeploymentId id = new DeploymentId(view.deploymentId());
    try {
      String cursor = null;
      LogStore.Page page = storage.logs().read(view.agent(), id, null, cursor);
      while (!page.lines().isEmpty()) {
        for (LogLine line : page.lines()) {
          last.add("[%s] %s".formatted(line.step(), line.line()));
          if (last.size() > MAX_LINES) {
            last.removeFirst();
          }
        }
        page = storage.logs().read(view.agent(), id, null, page.cursor());
      }
    } catch (RuntimeException unreadable) {
      System.getLogger(Records.class.getName())
          .log(System.Logger.Level.DEBUG, "the log can't be read now", unreadable);
    }
    return List.copyOf(last);
  }

  /** The requested code, or the paths of a folder's files; empty when it is gone. */
  String code(DeploymentView view) {
    return deployments
        .order(view.deploymentId())
        .flatMap(order -> storage.code().read(view.agent(), order.code()))
        .map(Records::text)
        .orElse("");
  }

  private static String text(byte[] code) {
    return Project.isArchive(code)
        ? "# " + String.join("\n# ", Project.of(code).files().keySet())
        : new String(code, StandardCharsets.UTF_8);
  }
}
