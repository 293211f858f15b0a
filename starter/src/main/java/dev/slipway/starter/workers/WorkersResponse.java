package dev.slipway.starter.workers;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The workers, by build.
 *
 * @param versioned whether there has ever been a worker that belongs to a build
 * @param current the build that is given new work; absent if that goes to workers without one
 * @param changedBy who decided that last, as Temporal knows them; absent if no one has
 * @param builds the newest first
 * @param withoutBuild how many workers that belong to no build poll each task queue
 */
record WorkersResponse(
    boolean versioned,
    @Nullable String current,
    @Nullable String changedBy,
    List<Build> builds,
    Map<String, Integer> withoutBuild) {

  /**
   * A build of Slipway.
   *
   * @param status {@code current}, {@code ramping}, {@code draining}, {@code drained} or {@code
   *     inactive}
   * @param pollers how many of its workers poll each task queue
   * @param unfinished how many workflows are pinned to it and run: it is drained when none is left
   * @param deployments the ids of the deployments among them, at most fifty
   */
  record Build(
      String build,
      String status,
      @Nullable Instant since,
      Map<String, Integer> pollers,
      long unfinished,
      List<String> deployments) {}
}
