package dev.slipway.cli.commands;

import dev.slipway.cli.follow.ReconnectPolicy;
import dev.slipway.cli.http.ApiProblem;
import dev.slipway.cli.http.Path;
import dev.slipway.cli.http.ServerUnreachable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/** Follows a log across lost connections, printing each line once. */
final class LogTail {
  private final Verb verb;
  private final Duration longestSilence;

  LogTail(Verb verb, Duration longestSilence) {
    this.verb = verb;
    this.longestSilence = longestSilence;
  }

  /** Prints those lines of an answer that have not been printed yet. */
  @FunctionalInterface
  interface Lines {
    void print(InputStream answer) throws IOException;
  }

  /**
   * Follows to the end of an answer.
   *
   * @param path what to ask for now, after what has been printed
   */
  void print(Supplier<Path> path, Lines lines) throws InterruptedException {
    ReconnectPolicy reconnects = verb.session.reconnects();
    Instant answeredAt = verb.session.now();
    for (int attempt = 0; ; attempt++) {
      try (var stream = verb.api().stream(path.get(), headers(), longestSilence)) {
        answeredAt = verb.session.now();
        attempt = 0;
        lines.print(stream);
        return;
      } catch (IOException e) {
        verb.console().err("… connection lost; reconnecting");
      } catch (ServerUnreachable | ApiProblem e) {
        boolean refused =
            e instanceof ApiProblem problem && (!problem.isOutage() || problem.isUpstream());
        if (refused || reconnects.isExhausted(answeredAt)) {
          throw e;
        }
        verb.console().err("… " + e.getMessage() + " Retrying.");
      }
      reconnects.pauseBeforeAttempt(attempt);
    }
  }

  private static Map<String, String> headers() {
    return Map.of("Accept", "application/x-ndjson");
  }
}
