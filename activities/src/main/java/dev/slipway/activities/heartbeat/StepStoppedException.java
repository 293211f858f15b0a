package dev.slipway.activities.heartbeat;

/** The step was asked to stop while it waited; the {@link HeartbeatInterceptor} knows why. */
public final class StepStoppedException extends RuntimeException {
  public StepStoppedException(InterruptedException cause) {
    super("the step was asked to stop", cause);
  }
}
