package dev.slipway.builder;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/** One listener with its own short queue: a slow one is dropped and may reconnect. */
final class Subscriber implements AutoCloseable {
  /** A deployment has about forty messages; this holds a burst from many deployments. */
  private static final int MAX_WAITING = 2_000;

  private final WebSocketSession session;
  private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final Thread sender;

  Subscriber(WebSocketSession session) {
    this.session = session;
    this.sender =
        Thread.ofVirtual().name("starter-socket-" + session.getId()).unstarted(this::send);
  }

  void start() {
    sender.start();
  }

  /** False when the listener was too far behind and is gone. */
  boolean offer(String message) {
    if (waiting.offer(message)) {
      return true;
    }
    close();
    return false;
  }

  private void send() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        session.sendMessage(new TextMessage(waiting.take()));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException gone) {
      hangUp(CloseStatus.SESSION_NOT_RELIABLE);
    }
  }

  @Override
  public void close() {
    sender.interrupt();
    // Not here: closing waits for what is being sent, and the caller has others to notify.
    Thread.ofVirtual()
        .name("starter-socket-end-" + session.getId())
        .start(() -> hangUp(CloseStatus.SERVICE_OVERLOAD));
  }

  private void hangUp(CloseStatus why) {
    try {
      session.close(why);
    } catch (IOException | RuntimeException goneAlready) {
      System.getLogger(Subscriber.class.getName())
          .log(System.Logger.Level.DEBUG, "a listener was already gone", goneAlready);
    }
  }
}
