package dev.slipway.e2e.harness;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A stack whose AWS has habits of the real one: small pages, stale lists, late rights, throttling,
 * silence.
 */
public final class UnfriendlyCloud extends HeldCloud {
  private final List<Habit> habits;

  /**
   * Starts it.
   *
   * @param ignored CloudFormation never answers the first question about a stack of this name
   */
  public static UnfriendlyCloud start(String ignored) {
    var emulator = new EmulatorProcess();
    var world = new Emulated(emulator.address());
    var habits =
        List.of(
            new Silence(
                request ->
                    request.action().equals("DescribeStacks") && request.text().contains(ignored)),
            new Throttling(),
            new StaleSecrets(world),
            new SlowUpdates(),
            new LateRights(),
            new ObjectPages(),
            new StackPages(),
            new EventPages());
    var proxy = new HoldingProxy(emulator.address());
    habits.forEach(proxy::add);
    return new UnfriendlyCloud(emulator, world, proxy, habits);
  }

  private UnfriendlyCloud(
      EmulatorProcess emulator, Emulated world, HoldingProxy proxy, List<Habit> habits) {
    super(emulator, world, proxy, "000000000000", "test");
    this.habits = habits;
  }

  /** How often each habit has made a difference, by its name. */
  public Map<String, Integer> times() {
    var times = new LinkedHashMap<String, Integer>();
    habits.forEach(habit -> times.put(habit.getClass().getSimpleName(), habit.times()));
    return times;
  }
}
