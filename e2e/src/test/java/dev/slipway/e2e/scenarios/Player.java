package dev.slipway.e2e.scenarios;

import dev.slipway.api.Status;
import dev.slipway.workflows.scenarios.model.Ending;
import dev.slipway.workflows.scenarios.model.Model;
import dev.slipway.workflows.scenarios.model.Obstacle;
import dev.slipway.workflows.scenarios.model.Operation;
import dev.slipway.workflows.scenarios.model.Operation.Verb;
import dev.slipway.workflows.scenarios.model.Request;
import dev.slipway.workflows.scenarios.model.Scenario;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/** Plays one scenario on the real stack, next to its model. */
final class Player {
  /** A build, a futile wait and a kill or two by parallel scenarios; longer counts as forever. */
  private static final Duration FOR_EVER = Duration.ofMinutes(5);

  private final Stage stage;
  private final Scenario scenario;
  private final Names names;
  private final Door door;
  private final Observation observation;
  private final Traces traces;
  private final Model model = new Model(true);
  private final Comparison comparison;
  private final Optional<Strike> strike;

  Player(Stage stage, Scenario scenario) {
    this.stage = stage;
    this.scenario = scenario;
    this.names = new Names(scenario.seed());
    var api = stage.cloud().api();
    this.door = new Door(stage.cloud().stack(), stage.siege(), names);
    this.observation = new Observation(api, stage.cloud().world(), names);
    this.traces = new Traces(stage.cloud().stack().address(), api, stage.cloud().world(), names);
    this.comparison = new Comparison(model, observation);
    this.strike = Strike.during(scenario);
  }

  /** What was not as expected, and after which operation; empty if all is well. */
  List<String> play() throws InterruptedException {
    List<Operation> operations = scenario.operations();
    for (int place = 0; place < operations.size(); place++) {
      int here = place;
      List<String> differences =
          perform(operations.get(place), strike.filter(each -> each.place() == here));
      if (!differences.isEmpty()) {
        differences.addFirst("after operation " + place);
        return differences;
      }
    }
    List<String> differences = end();
    if (!differences.isEmpty()) {
      differences.addFirst("at the end");
    }
    return differences;
  }

  private List<String> perform(Operation operation, Optional<Strike> strike)
      throws InterruptedException {
    List<String> differences = new ArrayList<>();
    ask(operation, differences);
    if (strike.isPresent()) {
      Thread.sleep(strike.get().after());
      stage.siege().kill(strike.get().target());
    }
    if (differences.isEmpty()) {
      differences.addAll(settle(() -> comparison.differences(touched(operation))));
      clearObstacles();
    }
    return differences;
  }

  private Set<Integer> touched(Operation operation) {
    return switch (operation) {
      case Operation.Deploy deploy -> Set.of(deploy.agent());
      case Operation.Reuse reuse -> Set.of(reuse.agent());
      case Operation.Destroy destroy -> Set.of(destroy.agent());
      case Operation.Retry retry -> agentOf(retry.id());
      case Operation.Decide decide -> agentOf(decide.id());
      case Operation.Repeat repeat -> agentOf(repeat.id());
      case Operation.SetTtl ttl -> Set.of(ttl.agent());
      case Operation.Tamper tamper -> Set.of(tamper.agent());
      case Operation.Terminate terminate -> Set.of(terminate.agent());
      case Operation.Pass pass -> Set.of();
      case Operation.Meanwhile two -> touched(two.first());
    };
  }

  private Set<Integer> agentOf(String id) {
    return known(id) ? Set.of(model.agentOf(id)) : Set.of();
  }

  /** Asks the product and the model; both must admit it, or refuse it. */
  private void ask(Operation operation, List<String> differences) {
    prepare(operation);
    boolean did =
        switch (operation) {
          case Operation.Deploy deploy -> door.deploy(deploy);
          case Operation.Repeat repeat -> repeat(repeat);
          case Operation.Reuse reuse -> door.reuse(reuse);
          case Operation.Destroy destroy -> door.destroy(destroy);
          case Operation.Retry retry -> retry(retry);
          case Operation.Decide decide -> known(decide.id()) && door.decide(decide);
          case Operation.SetTtl ttl -> door.setTtl(ttl);
          case Operation.Tamper tamper -> observation.tamper(tamper.agent());
          case Operation.Terminate terminate -> terminate(terminate.agent());
          case Operation.Pass pass -> throw new IllegalArgumentException(pass + " needs a clock");
          case Operation.Meanwhile two -> throw new IllegalArgumentException(two + " needs a hold");
        };
    boolean must = model.apply(operation, Instant.now());
    if (must != did) {
      differences.add(
          "%s was %s (expected: %s); last answer: %s"
              .formatted(
                  operation,
                  did ? "admitted" : "refused",
                  must ? "admitted" : "refused",
                  door.said()));
    }
  }

  /** Sets AWS up as the request requires before anything starts. */
  private void prepare(Operation operation) {
    switch (operation) {
      case Operation.Deploy deploy -> prepare(deploy.id(), deploy.request());
      case Operation.Reuse reuse -> obstruct(reuse.id(), reuse.obstacle());
      case Operation.Retry retry ->
          model
              .request(retry.id())
              .filter(any -> parked(retry.id()))
              .map(request -> retry.patch().applyTo(request.recipe()))
              .ifPresent(recipe -> stage.weather().flaw(name(retry.id()), recipe.flaw()));
      default -> {}
    }
  }

  private void prepare(String id, Request request) {
    obstruct(id, request.obstacle());
    stage.weather().flaw(name(id), request.recipe().flaw());
  }

  private void obstruct(String id, @Nullable Obstacle obstacle) {
    if (obstacle != null) {
      stage.weather().obstruct(name(id), obstacle);
    }
  }

  private boolean parked(String id) {
    Ending ending = model.endings().get(id);
    return ending != null && ending.status() == Status.PARKED;
  }

  private boolean known(String id) {
    return model.admitted(id).isPresent();
  }

  private String name(String id) {
    return names.deployment(id);
  }

  private boolean repeat(Operation.Repeat repeat) {
    return model
        .admitted(repeat.id())
        .map(
            operation ->
                switch (operation) {
                  case Operation.Deploy deploy -> door.deploy(deploy);
                  case Operation.Reuse reuse -> door.reuse(reuse);
                  // A request to destroy an agent has no id of its own.
                  default -> true;
                })
        .orElse(false);
  }

  /** With a deployment waiting, it is restarted only after minutes, which is tested elsewhere. */
  private boolean terminate(int agent) {
    if (model.agents().contains(agent) && model.facts(agent).waiting().isEmpty()) {
      door.terminate(agent);
    }
    return true;
  }

  private boolean retry(Operation.Retry retry) {
    return model
        .request(retry.id())
        .map(request -> door.retry(retry, request.recipe()))
        .orElse(false);
  }

  /** Grants a missing permission once its absence has been hit. */
  private void clearObstacles() {
    for (String id : model.endings().keySet()) {
      if (model.obstacle(id).isEmpty()) {
        stage.weather().clear(name(id));
      }
    }
  }

  /** Polls until there are no more differences; returns those left after "forever". */
  private List<String> settle(Supplier<List<String>> look) {
    Instant deadline = Instant.now().plus(FOR_EVER);
    List<String> seen = List.of();
    while (true) {
      List<String> differences;
      try {
        differences = look.get();
        seen = differences;
      } catch (UncheckedIOException | SdkException away) {
        differences = new ArrayList<>(seen);
        differences.add("not reachable: " + away.getMessage());
      }
      if (differences.isEmpty() || Instant.now().isAfter(deadline)) {
        return new ArrayList<>(differences);
      }
      Door.pause();
    }
  }

  /** Nothing waits forever, everything can be removed, nothing is left, and all is audited. */
  private List<String> end() throws InterruptedException {
    List<String> differences = settle(() -> comparison.differences(Set.copyOf(model.agents())));
    for (int rounds = 0; rounds <= scenario.operations().size(); rounds++) {
      List<String> open = open();
      if (open.isEmpty() || !differences.isEmpty()) {
        break;
      }
      differences.addAll(
          perform(new Operation.Decide(Verb.CANCEL, open.getFirst()), Optional.empty()));
    }
    differences.addAll(traces.doneTwice(model));
    for (int agent : model.agents()) {
      if (differences.isEmpty()) {
        differences.addAll(perform(new Operation.Destroy("end-" + agent, agent), Optional.empty()));
      }
    }
    if (differences.isEmpty()) {
      differences.addAll(settle(this::remains));
    }
    if (differences.isEmpty()) {
      differences.addAll(settle(() -> traces.unproven(model)));
    }
    return differences;
  }

  private List<String> open() {
    return model.endings().entrySet().stream()
        .filter(each -> !each.getValue().status().terminal())
        .map(Map.Entry::getKey)
        .toList();
  }

  private List<String> remains() {
    var things = observation.things(names.prefix());
    return things.isEmpty()
        ? List.of()
        : List.of("left over: %s (expected: nothing)".formatted(things));
  }

  /** How each deployment ended. */
  Map<String, Ending> endings() {
    return model.endings();
  }
}
