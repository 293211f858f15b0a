package dev.slipway.builder;

import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/** Adds and removes listeners; anything they send is ignored. */
@Component
final class ProgressSocket extends TextWebSocketHandler {
  /** No listener needs to send anything here. */
  private static final int MAX_CHARACTERS = 4_096;

  private final WebSocketBroadcaster broadcaster;
  private final DeploymentWatcher watcher;

  ProgressSocket(WebSocketBroadcaster broadcaster, DeploymentWatcher watcher) {
    this.broadcaster = broadcaster;
    this.watcher = watcher;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) throws Exception {
    session.setTextMessageSizeLimit(MAX_CHARACTERS);
    if (!broadcaster.admit(session)) {
      session.close(CloseStatus.SERVICE_OVERLOAD);
      return;
    }
    watcher.begin();
  }

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage message) {
    // Browsers send keep-alives.
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
    broadcaster.leave(session.getId());
  }
}
