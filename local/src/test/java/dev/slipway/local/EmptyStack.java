package dev.slipway.local;

import dev.slipway.local.component.Progress;

/** {@code up} with nothing inside the JVM, as a program of its own that can be killed. */
final class EmptyStack {
  private EmptyStack() {}

  public static void main(String[] arguments) throws Exception {
    UpCommand up = new UpCommand(new Progress(System.out), properties -> () -> {});
    Thread main = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> up.end(main)));
    System.exit(up.run(System.getenv()));
  }
}
