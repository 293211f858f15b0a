package dev.slipway.activities.build;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A task that runs while its owner does something else. When the owner leaves, for whatever reason,
 * the task has ended: on its own or interrupted.
 */
final class BackgroundTask<T> implements AutoCloseable {
  private final ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();
  private final Future<T> result;

  BackgroundTask(Callable<T> task) {
    result = thread.submit(task);
  }

  /**
   * Runs tasks that compute, as many at once as there are processors; all have ended when it
   * returns.
   *
   * @return the results, in the order of the tasks
   * @throws IOException if a task did, as other exceptions of a task
   */
  static <T> List<T> all(List<? extends Callable<T>> tasks)
      throws InterruptedException, IOException {
    int processors = Runtime.getRuntime().availableProcessors();
    try (var threads = Executors.newFixedThreadPool(processors)) {
      var results = new ArrayList<T>();
      for (Future<T> each : threads.invokeAll(tasks)) {
        results.add(get(each));
      }
      return results;
    }
  }

  /** Waits for the result; fails as the task did. */
  T get() throws InterruptedException, IOException {
    return get(result);
  }

  private static <T> T get(Future<T> result) throws InterruptedException, IOException {
    try {
      return result.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException cause -> throw cause;
        case InterruptedException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    result.cancel(true);
    thread.close();
  }
}
