package dev.slipway.builder;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketSession;
import tools.jackson.databind.json.JsonMapper;

/** All listeners at {@code /ws}; latecomers get the current state. */
@Component
final class WebSocketBroadcaster {
  /** Tabs of a team; each costs a connection and a thread. */
  private static final int MOST = 500;

  private final JsonMapper mapper;
  private final Map<String, Subscriber> subscribers = new LinkedHashMap<>();

  /** The latest message on each step of each deployment in progress. */
  private final Map<String, Map<String, String>> standing = new LinkedHashMap<>();

  WebSocketBroadcaster(JsonMapper mapper) {
    this.mapper = mapper;
  }

  synchronized boolean isEmpty() {
    return subscribers.isEmpty();
  }

  /** False when there are too many. */
  synchronized boolean admit(WebSocketSession session) {
    if (subscribers.size() >= MOST) {
      return false;
    }
    Subscriber subscriber = new Subscriber(session);
    subscribers.put(session.getId(), subscriber);
    standing.values().forEach(steps -> steps.values().forEach(subscriber::offer));
    subscriber.start();
    return true;
  }

  synchronized void leave(String sessionId) {
    Subscriber gone = subscribers.remove(sessionId);
    if (gone != null) {
      gone.close();
    }
  }

  synchronized void send(ProgressMessage message) {
    String text = mapper.writeValueAsString(message);
    Map<String, String> steps =
        standing.computeIfAbsent(message.deploymentId(), ignored -> new LinkedHashMap<>());
    steps.put(message.step(), text);
    subscribers.values().removeIf(subscriber -> !subscriber.offer(text));
  }

  /** A deployment has ended, or no one follows it any more. */
  synchronized void forget(String deploymentId) {
    standing.remove(deploymentId);
  }
}
