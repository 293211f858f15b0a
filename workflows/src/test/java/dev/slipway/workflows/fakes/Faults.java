package dev.slipway.workflows.fakes;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import io.temporal.activity.Activity;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What is to go wrong, by activity and in order; nothing once a script is used up. */
public final class Faults {
  /** One thing that happens around one attempt. */
  public interface Fault {
    default void beforeEffect() {}

    default void afterEffect() {}
  }

  private final Map<String, Deque<Fault>> scripts = new ConcurrentHashMap<>();
  private final Map<String, Fault> always = new ConcurrentHashMap<>();

  /** Nothing goes wrong. */
  public static final Fault NOTHING = new Fault() {};

  public Faults at(String activity, Fault... faults) {
    Deque<Fault> script = scripts.computeIfAbsent(activity, name -> new ArrayDeque<>());
    for (Fault fault : faults) {
      script.add(fault);
    }
    return this;
  }

  public Faults alwaysAt(String activity, Fault fault) {
    always.put(activity, fault);
    return this;
  }

  /** Makes an activity work from now on. */
  public void clear(String activity) {
    always.remove(activity);
    scripts.remove(activity);
  }

  synchronized Fault next(String activity) {
    Deque<Fault> script = scripts.get(activity);
    @Nullable Fault scripted = script == null ? null : script.poll();
    return scripted != null ? scripted : always.getOrDefault(activity, NOTHING);
  }

  public static Fault fails(FailureType type) {
    return new Fault() {
      @Override
      public void beforeEffect() {
        throw Failure.of(type, "scripted " + type.wireName(), "evidence").toException();
      }
    };
  }

  /** The worker dies before it has done anything: nothing ever reports for this attempt. */
  public static Fault workerLostBeforeEffect() {
    return new Fault() {
      @Override
      public void beforeEffect() {
        Activity.getExecutionContext().doNotCompleteOnReturn();
        throw new WorkerLost();
      }
    };
  }

  /** The worker dies after the effect, before it can report it. */
  public static Fault workerLostAfterEffect() {
    return new Fault() {
      @Override
      public void afterEffect() {
        Activity.getExecutionContext().doNotCompleteOnReturn();
        throw new WorkerLost();
      }
    };
  }

  /** Carries a lost attempt past the effect; never leaves the fake activities. */
  static final class WorkerLost extends RuntimeException {}

  public static Fault failsAfterEffect(FailureType type) {
    return new Fault() {
      @Override
      public void afterEffect() {
        throw Failure.of(type, "scripted " + type.wireName(), "evidence").toException();
      }
    };
  }
}
