package dev.slipway.workflows.scenarios.cloud;

import dev.slipway.workflows.model.AgentKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The accounts that one worker's activities reach. */
public final class Accounts {
  private final Map<String, Account> accounts = new ConcurrentHashMap<>();
  private final InstantSource clock;

  /** Accounts in which time stands still. */
  public Accounts() {
    this(() -> Instant.EPOCH);
  }

  public Accounts(InstantSource clock) {
    this.clock = clock;
  }

  public Account open(String number) {
    return accounts.computeIfAbsent(number, any -> new Account(clock));
  }

  public Account of(AgentKey agent) {
    return open(agent.account());
  }

  /** Forgets an account whose scenario is over. */
  public void close(String number) {
    accounts.remove(number);
  }
}
