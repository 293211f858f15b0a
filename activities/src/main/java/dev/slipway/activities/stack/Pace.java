package dev.slipway.activities.stack;

import dev.slipway.activities.heartbeat.Heartbeats;
import dev.slipway.storage.aws.AwsFailures;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/** How often to poll AWS: quickly, but slower when AWS asks for it. */
public final class Pace {
  /** Polling an emulator costs nothing. */
  private static final Duration EMULATED = Duration.ofMillis(500);

  /** CloudFormation allows a handful of reads a second for the whole account. */
  private static final Duration REAL = Duration.ofMillis(2500);

  private static final Duration SLOWEST = Duration.ofSeconds(30);

  /** At the slowest pace, about 4 minutes without a single answer. */
  private static final int MAX_REFUSALS = 12;

  private final Duration usual;
  private Duration current;
  private int refusals;

  public Pace(boolean emulated) {
    this(emulated ? EMULATED : REAL);
  }

  Pace(Duration usual) {
    this.usual = usual;
    this.current = usual;
  }

  /** Waits until it is time to poll again. */
  public void pause() {
    Heartbeats.pause(current);
  }

  /** Polls; where AWS is throttling or unavailable, waits longer and polls again. */
  public <T> T look(Supplier<T> question) {
    while (true) {
      try {
        var answer = question.get();
        refusals = 0;
        current = usual;
        return answer;
      } catch (SdkException e) {
        if (!AwsFailures.explain(e).type().isTransient() || ++refusals > MAX_REFUSALS) {
          throw e;
        }
        current = slower();
        pause();
      }
    }
  }

  private Duration slower() {
    var doubled = current.multipliedBy(2);
    return doubled.compareTo(SLOWEST) > 0 ? SLOWEST : doubled;
  }
}
