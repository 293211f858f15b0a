package dev.slipway.workflows.scenarios.cloud;

import dev.slipway.workflows.model.AgentKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The accounts that one worker's activities reach. */
public final class Accounts {
  private final Map<String, Account> accounts = new ConcurrentHashMap<>();

  public Account open(String number) {
    return accounts.computeIfAbsent(number, any -> new Account());
  }

  public Account of(AgentKey agent) {
    return open(agent.account());
  }

  /** Forgets an account whose scenario is over. */
  public void close(String number) {
    accounts.remove(number);
  }
}
