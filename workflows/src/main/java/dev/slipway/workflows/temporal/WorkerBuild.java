package dev.slipway.workflows.temporal;

import io.temporal.common.VersioningBehavior;
import io.temporal.common.WorkerDeploymentVersion;
import io.temporal.worker.WorkerDeploymentOptions;
import java.util.regex.Pattern;

/**
 * Which build of Slipway a worker runs, so that Temporal can keep a deployment on the build that it
 * began on.
 *
 * @param id what it is called, such as {@code 0.2.0}
 */
public record WorkerBuild(String id) {
  /** What Temporal calls all builds together: its Worker Deployment. */
  public static final String DEPLOYMENT = "slipway";

  /** Temporal writes a version as {@code slipway:0.2.0}. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,99}");

  /** What a build can be called, in words. */
  public static final String EXPECTED =
      "up to 100 letters, digits and . _ + -, a letter or digit first";

  public WorkerBuild {
    if (!isId(id)) {
      throw new IllegalArgumentException("build: '%s' (expected: %s)".formatted(id, EXPECTED));
    }
  }

  /** Whether a build can be called so. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /**
   * For the options of a worker. Every task queue needs them: the steps of a workflow that is
   * pinned to this build are then run by this build too.
   */
  public WorkerDeploymentOptions options() {
    return WorkerDeploymentOptions.newBuilder()
        .setUseVersioning(true)
        .setVersion(new WorkerDeploymentVersion(DEPLOYMENT, id))
        // A new build never replays what it did not begin, unless a workflow says otherwise.
        .setDefaultVersioningBehavior(VersioningBehavior.PINNED)
        .build();
  }
}
