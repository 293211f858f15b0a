package dev.slipway.local.component;

import dev.slipway.local.process.ProcessIdentity;
import java.time.Instant;

/**
 * What the next command needs to know about a part of the stack.
 *
 * @param fingerprint of the settings it was started with
 * @param since when it entered this state
 * @param message why it is not up; empty if it is
 */
public record ComponentRecord(
    String name,
    ProcessIdentity process,
    int port,
    String url,
    String fingerprint,
    ComponentState state,
    Instant since,
    int restarts,
    String message) {

  ComponentRecord in(ComponentState next, String why) {
    return new ComponentRecord(
        name, process, port, url, fingerprint, next, Instant.now(), restarts, why);
  }

  ComponentRecord after(int restartCount) {
    return new ComponentRecord(
        name, process, port, url, fingerprint, state, since, restartCount, message);
  }
}
