package dev.slipway.activities.stack;

import dev.slipway.activities.heartbeat.Heartbeats;
import dev.slipway.storage.aws.AwsFailures;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * How often to poll AWS. Much is done at once, so the first pauses are short and each is twice the
 * last one, up to the usual; where AWS asks for it, they become longer.
 */
public final class Pace {
  /** Polling an emulator costs nothing. */
  private static final Duration EMULATED = Duration.ofMillis(500);

  /** CloudFormation allows a handful of reads a second for the whole account. */
  private static final Duration REAL = Duration.ofMillis(2500);

  private static final Duration SLOWEST = Duration.ofSeconds(30);

  /** At the slowest pace, about 4 minutes without a single answer. */
  private static final int MAX_REFUSALS = 12;

  /** Which part of the usual pause the first one is. */
  private static final int FIRST_PART = 8;

  private final Duration usual;
  private final Consumer<Duration> clock;
  private Duration current;
  private int refusals;

  public Pace(boolean emulated) {
    this(emulated ? EMULATED : REAL, Heartbeats::pause);
  }

  Pace(Duration usual, Consumer<Duration> clock) {
    this.usual = usual;
    this.clock = clock;
    this.current = usual.dividedBy(FIRST_PART);
  }

  /** Waits until it is time to poll again. */
  public void pause() {
    clock.accept(current);
    current = shorter(current.multipliedBy(2), longer(current, usual));
  }

  /** Polls; where AWS is throttling or unavailable, waits longer and polls again. */
  public <T> T look(Supplier<T> question) {
    while (true) {
      try {
        var answer = question.get();
        refusals = 0;
        current = shorter(current, usual);
        return answer;
      } catch (SdkException e) {
        if (!AwsFailures.explain(e).type().isTransient() || ++refusals > MAX_REFUSALS) {
          throw e;
        }
        current = shorter(longer(current, usual).multipliedBy(2), SLOWEST);
        clock.accept(current);
      }
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
