package dev.slipway.activities.heartbeat;

/** The step was told to stop while it waited; why is known to the {@link HeartbeatInterceptor}. */
public final class StepStoppedException extends RuntimeException {
  public StepStoppedException(InterruptedException cause) {
    super("the step was told to stop", cause);
  }
}
