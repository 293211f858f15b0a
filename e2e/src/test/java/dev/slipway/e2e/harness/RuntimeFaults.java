package dev.slipway.e2e.harness;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** AgentCore fails for single agents, as ordered. */
public final class RuntimeFaults implements Habit {
  private final List<RuntimeRule> rules = new CopyOnWriteArrayList<>();

  /** In front of a cloud from now on. */
  public static RuntimeFaults in(HeldCloud cloud) {
    var faults = new RuntimeFaults();
    cloud.proxy().add(faults);
    return faults;
  }

  /** So often, for the next such requests about the agent. */
  public void add(String function, RuntimeRequest request, int times, RuntimeFault fault) {
    rules.add(RuntimeRule.times(function, request, times, fault));
  }

  /** For each such request about the agent, until it is cleared. */
  public void add(String function, RuntimeRequest request, RuntimeFault fault) {
    add(function, request, Integer.MAX_VALUE, fault);
  }

  /** For each such request between two others about the agent, the first of which is answered. */
  public void between(
      RuntimeRequest from,
      RuntimeRequest until,
      String function,
      RuntimeRequest request,
      RuntimeFault fault) {
    rules.add(RuntimeRule.between(from, until, function, request, fault));
  }

  /** Ends the agent's faults. */
  public void clear(String function) {
    rules.removeIf(rule -> rule.concerns(function));
  }

  /** Which of the agent's faults have not happened, or not as often as ordered. */
  public List<String> left(String function) {
    return rules.stream()
        .filter(rule -> rule.concerns(function) && rule.left() > 0)
        .map(RuntimeRule::toString)
        .toList();
  }

  @Override
  public byte[] answer(HttpMessage request, Cloud behind) throws IOException, InterruptedException {
    rules.forEach(rule -> rule.sees(request));
    for (RuntimeRule rule : rules) {
      if (rule.hits(request)) {
        return rule.fault().befall(request, behind);
      }
    }
    return behind.ask(request);
  }

  @Override
  public int times() {
    return rules.stream().mapToInt(RuntimeRule::hits).sum();
  }
}
