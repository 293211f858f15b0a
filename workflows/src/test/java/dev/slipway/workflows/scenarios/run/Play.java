package dev.slipway.workflows.scenarios.run;

import dev.slipway.workflows.scenarios.cloud.Account;
import dev.slipway.workflows.scenarios.cloud.HeldCall;
import dev.slipway.workflows.scenarios.cloud.Stack;
import dev.slipway.workflows.scenarios.model.AgentFacts;
import dev.slipway.workflows.scenarios.model.Model;
import dev.slipway.workflows.scenarios.model.Operation;
import dev.slipway.workflows.scenarios.model.Request;
import dev.slipway.workflows.scenarios.model.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Plays one scenario on a server, next to its model. */
public final class Play {
  /** Long enough for every retry of a hiccup, short compared with every window and time limit. */
  private static final Duration REST = Duration.ofMinutes(1);

  /** Longer than anything may wait for a turn, a person or a window. */
  private static final Duration A_LONG_TIME = Duration.ofDays(30);

  /** The server's clock may run ahead of the workers' threads, by far less than this. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Server server;
  private final Scenario scenario;
  private final Names names;
  private final Account account;
  private final Door door;
  private final Model model = new Model(false);
  private final Comparison comparison;

  private Play(Server server, Scenario scenario) {
    this.server = server;
    this.scenario = scenario;
    this.names = server.nextPlay();
    this.account = server.accounts().open(names.account());
    this.door = new Door(server.client(), account, names);
    var observation = new Observation(server.client(), account, names);
    this.comparison = new Comparison(model, observation, account, names);
  }

  /** What differed from the model; empty if all is well. */
  public static Optional<Finding> of(Server server, Scenario scenario) throws InterruptedException {
    var play = new Play(server, scenario);
    try {
      return play.play();
    } finally {
      play.account.interference().releaseAll();
    }
  }

  private Optional<Finding> play() throws InterruptedException {
    List<Operation> operations = scenario.operations();
    for (int place = 0; place < operations.size(); place++) {
      List<String> differences = perform(operations.get(place));
      if (!differences.isEmpty()) {
        return Optional.of(new Finding(scenario, place, differences));
      }
    }
    List<String> differences = end();
    return differences.isEmpty()
        ? Optional.empty()
        : Optional.of(new Finding(scenario, operations.size(), differences));
  }

  private List<String> perform(Operation operation) throws InterruptedException {
    List<String> differences = new ArrayList<>();
    switch (operation) {
      case Operation.Pass pass -> pass(Duration.ofHours(pass.hours()));
      case Operation.Meanwhile meanwhile -> meanwhile(meanwhile, differences);
      default -> {
        ask(operation, differences);
        rest();
      }
    }
    differences.addAll(settled(comparison::differences));
    return differences;
  }

  /** What differs and stays different; a product with a fault in it is not waited for. */
  private List<String> settled(Supplier<List<String>> look) {
    Instant end = Instant.now().plus(server.isUnmodified() ? PATIENCE : Duration.ZERO);
    List<String> differences = look.get();
    while (!differences.isEmpty() && Instant.now().isBefore(end)) {
      LockSupport.parkNanos(PATIENCE.toNanos() / 100);
      differences = look.get();
    }
    if (!differences.isEmpty()) {
      server.requireNoLostTask(workflows());
    }
    return differences;
  }

  private List<String> workflows() {
    return Stream.concat(
            model.endings().keySet().stream().map(id -> names.deployment(id).value()),
            model.agents().stream().map(agent -> names.agent(agent).workflowId()))
        .toList();
  }

  private void meanwhile(Operation.Meanwhile meanwhile, List<String> differences)
      throws InterruptedException {
    String id = meanwhile.id();
    HeldCall call = account.interference().hold(names.deployment(id).value(), meanwhile.hold());
    model.holdNext(meanwhile.hold());
    ask(meanwhile.first(), differences);
    model.holdNext(null);
    boolean held = model.held().filter(id::equals).isPresent();
    if (held && !call.awaitReached()) {
      differences.add("%s never reached %s".formatted(id, meanwhile.hold()));
    }
    if (!held) {
      rest();
    }
    ask(meanwhile.then(), differences);
    boolean recalled = model.heldIsRecalled();
    model.release();
    call.open(recalled);
    account.interference().releaseAll();
    rest();
  }

  /** Asks the product and the model; both must admit it, or both refuse it. */
  private void ask(Operation operation, List<String> differences) {
    Instant now = server.now();
    model.passUntil(now);
    boolean did =
        switch (operation) {
          case Operation.Deploy deploy -> door.deploy(deploy, now);
          case Operation.Repeat repeat -> repeat(repeat, now);
          case Operation.Reuse reuse -> door.reuse(reuse);
          case Operation.Destroy destroy -> door.destroy(destroy);
          case Operation.Retry retry -> retry(retry);
          case Operation.Decide decide -> door.decide(decide);
          case Operation.SetTtl ttl -> door.setTtl(ttl);
          case Operation.Tamper tamper -> tamper(tamper);
          case Operation.Terminate terminate -> door.terminate(names.agent(terminate.agent()));
          case Operation.Pass pass -> throw new IllegalArgumentException(pass + " asks no one");
          case Operation.Meanwhile two -> throw new IllegalArgumentException(two + " is two");
        };
    boolean must = model.apply(operation, now);
    if (must != did) {
      differences.add(
          "%s was %s (expected: %s)"
              .formatted(operation, did ? "admitted" : "refused", must ? "admitted" : "refused"));
    }
  }

  private boolean repeat(Operation.Repeat repeat, Instant now) {
    return model
        .admitted(repeat.id())
        .map(
            operation ->
                switch (operation) {
                  case Operation.Deploy deploy -> door.deploy(deploy, now);
                  case Operation.Reuse reuse -> door.reuse(reuse);
                  case Operation.Destroy destroy -> door.destroy(destroy);
                  default -> false;
                })
        .orElse(false);
  }

  private boolean retry(Operation.Retry retry) {
    Optional<Request> from = model.request(retry.id());
    return from.isPresent()
        && door.retry(retry, names.agent(model.agentOf(retry.id())), from.get());
  }

  private boolean tamper(Operation.Tamper tamper) {
    Stack stack = account.stacks().get(names.agent(tamper.agent()).stackName());
    return stack != null && stack.tamper();
  }

  private void rest() {
    server.pass(REST);
    model.passUntil(server.now());
  }

  /** Lets time pass, and stops shortly after each moment at which something happens on its own. */
  private void pass(Duration time) {
    Instant target = server.now().plus(time);
    while (true) {
      Optional<Instant> next =
          model.nextMoment().filter(moment -> moment.isBefore(target.plus(REST)));
      if (next.isEmpty()) {
        break;
      }
      passTo(next.get().plus(REST));
    }
    passTo(target);
  }

  private void passTo(Instant moment) {
    Duration left = Duration.between(server.now(), moment);
    if (left.isPositive()) {
      server.pass(left);
    }
    model.passUntil(server.now());
  }

  /** Nothing waits forever, everything can be removed, and nothing stays. */
  private List<String> end() {
    List<String> differences = new ArrayList<>();
    pass(A_LONG_TIME);
    differences.addAll(settled(comparison::differences));
    for (int agent : model.agents()) {
      if (!model.facts(agent).equals(AgentFacts.NOTHING)) {
        ask(new Operation.Destroy("end-" + agent, agent), differences);
      }
    }
    rest();
    differences.addAll(settled(comparison::differences));
    differences.addAll(settled(comparison::remains));
    if (differences.isEmpty() && scenario.replayed()) {
      differences.addAll(Replays.differences(server.client(), model, names));
    }
    return differences;
  }
}
