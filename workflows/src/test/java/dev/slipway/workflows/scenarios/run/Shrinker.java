package dev.slipway.workflows.scenarios.run;

import dev.slipway.workflows.scenarios.model.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Removes from a scenario whatever a finding does not need. */
public final class Shrinker {
  /** Plays a scenario again. */
  public interface Trial {
    Optional<Finding> play(Scenario scenario) throws InterruptedException;
  }

  /** A minute at most; what is left then is short enough to read. */
  private static final int MAX_TRIALS = 60;

  private final Trial trial;
  private int trials;

  public Shrinker(Trial trial) {
    this.trial = trial;
  }

  /** The shortest scenario found that still fails; not necessarily in the same way. */
  public Finding shrink(Scenario whole, Finding first) throws InterruptedException {
    List<Integer> places = firstPlaces(Math.min(first.place() + 1, whole.operations().size()));
    Finding best = again(whole.only(places)).orElse(first);
    for (int size = Math.max(1, places.size() / 2); size > 0; size = size == 1 ? 0 : size / 2) {
      int from = 0;
      while (from < places.size() && trials < MAX_TRIALS) {
        List<Integer> fewer = without(places, from, size);
        Optional<Finding> finding = again(whole.only(fewer));
        if (finding.isPresent()) {
          best = finding.get();
          places = fewer;
        } else {
          from += size;
        }
      }
    }
    return best;
  }

  private Optional<Finding> again(Scenario scenario) throws InterruptedException {
    trials++;
    return trial.play(scenario);
  }

  private static List<Integer> firstPlaces(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static List<Integer> without(List<Integer> places, int from, int size) {
    List<Integer> fewer = new ArrayList<>(places);
    fewer.subList(from, Math.min(places.size(), from + size)).clear();
    return fewer;
  }
}
