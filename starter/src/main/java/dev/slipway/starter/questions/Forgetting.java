package dev.slipway.starter.questions;

/** Has Temporal delete what is of no use any more, while the caller goes on. */
final class Forgetting {
  private Forgetting() {}

  /** What can't be deleted stays until Temporal's retention has passed. */
  static void start(String id, Runnable deletion) {
    Thread.ofVirtual().name("starter-forget").start(() -> attempt(id, deletion));
  }

  private static void attempt(String id, Runnable deletion) {
    try {
      deletion.run();
    } catch (RuntimeException failed) {
      System.getLogger(Forgetting.class.getName())
          .log(System.Logger.Level.DEBUG, id + " stays until retention", failed);
    }
  }
}
