package dev.slipway.workflows.scenarios.model;

import dev.slipway.api.OnFailure;
import dev.slipway.api.QueuePolicy;
import dev.slipway.api.Status;
import dev.slipway.api.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Generates a scenario from a seed. It plays the model along, so that most operations meet a state
 * in which they have an effect.
 */
public final class Generator {
  private static final int AGENTS = 2;
  private static final int[] MEMORIES = {256, 512, 1024};

  /** Hours that never add up to one another within a scenario. */
  private static final int[] WINDOWS = {2, 5, 13, 31};

  private static final int[] LIFETIMES = {3, 11, 43};
  private static final int[] PAUSES = {1, 4, 9, 29, 74, 101};

  private final Terms terms;
  private final Random random;

  /** On its own, so that a seed's operations are the same wherever its agents run. */
  private final List<Target> targets;

  private final Model model;
  private final List<Operation> operations = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private int ids;

  private Generator(long seed, Terms terms) {
    this.terms = terms;
    this.model = terms.model();
    // Otherwise neighbouring seeds begin alike.
    random = new Random(seed * 0x9E3779B97F4A7C15L);
    var place = new Random(~seed * 0x9E3779B97F4A7C15L);
    targets =
        Stream.generate(() -> terms.targets().get(place.nextInt(terms.targets().size())))
            .limit(AGENTS)
            .toList();
  }

  /** The scenario for a seed; always the same one. */
  public static Scenario of(long seed) {
    return new Generator(seed, Terms.IN_MEMORY).scenario(seed);
  }

  /** The scenario for a seed on the whole product, where time can't be skipped. */
  public static Scenario real(long seed) {
    return new Generator(seed, Terms.REAL).scenario(seed);
  }

  private Scenario scenario(long seed) {
    int length = terms.length(random);
    if (chance(3)) {
      veteran();
    }
    while (operations.size() < length) {
      add(next());
    }
    return new Scenario(String.valueOf(seed), operations);
  }

  /** An agent with so many revisions that old ones are dropped. */
  private void veteran() {
    for (int count = 0; count < 11; count++) {
      add(new Operation.Deploy(newId(), 1, request(1).plain()));
    }
  }

  private void add(Operation operation) {
    operations.add(operation);
    model.apply(operation, now);
    now = now.plus(Duration.ofMinutes(1));
    if (operation instanceof Operation.Pass pass) {
      now = now.plus(Duration.ofHours(pass.hours()));
    }
  }

  private Operation next() {
    List<String> parked = standing(Status.PARKED);
    List<String> asked = standing(Status.AWAITING_APPROVAL);
    if (!parked.isEmpty() && chance(35)) {
      return decideParked(one(parked));
    }
    if (!asked.isEmpty() && chance(45)) {
      return decideAsked(one(asked));
    }
    return terms.holds() && chance(18) ? meanwhile() : plain();
  }

  private Operation plain() {
    int agent = agent();
    boolean live = !model.facts(agent).revisions().isEmpty();
    int dice = random.nextInt(100);
    if (dice < 40) {
      return deploy(agent);
    }
    if (dice < 62) {
      return live ? reuse(agent) : deploy(agent);
    }
    if (dice < 70) {
      return terms.timePasses() ? new Operation.Pass(of(PAUSES)) : cancelOne();
    }
    if (dice < 77) {
      return new Operation.Destroy(newId(), agent);
    }
    if (dice < 84) {
      return cancelOne();
    }
    if (dice < 89) {
      return new Operation.SetTtl(agent, chance(30) ? 0 : of(LIFETIMES));
    }
    if (dice < 93) {
      return new Operation.Tamper(agent);
    }
    if (dice < 96) {
      return new Operation.Terminate(agent);
    }
    return ids == 0 ? deploy(agent) : new Operation.Repeat("d" + (1 + random.nextInt(ids)));
  }

  private Operation cancelOne() {
    List<String> open = open();
    return open.isEmpty()
        ? deploy(agent())
        : new Operation.Decide(Operation.Verb.CANCEL, one(open));
  }

  private Operation decideParked(String id) {
    int dice = random.nextInt(100);
    if (dice < 70) {
      return new Operation.Retry(id, patch(id));
    }
    return new Operation.Decide(dice < 85 ? Operation.Verb.ABORT : Operation.Verb.CANCEL, id);
  }

  private Operation decideAsked(String id) {
    int dice = random.nextInt(100);
    Operation.Verb verb =
        dice < 70
            ? Operation.Verb.APPROVE
            : dice < 85 ? Operation.Verb.REJECT : Operation.Verb.CANCEL;
    return new Operation.Decide(verb, id);
  }

  private Operation meanwhile() {
    int agent = agent();
    boolean live = !model.facts(agent).revisions().isEmpty();
    Operation first = live && chance(30) ? reuse(agent) : deploy(agent);
    Hold hold = new Hold(one(Terms.calls(target(agent))), one(List.of(Moment.values())));
    first = unobstructed(first);
    String id = first instanceof Operation.Deploy deploy ? deploy.id() : "d" + ids;
    return new Operation.Meanwhile(first, hold, then(agent, id));
  }

  /** If a held call failed on its own, the order would be undefined. */
  private static Operation unobstructed(Operation operation) {
    return switch (operation) {
      case Operation.Deploy deploy ->
          new Operation.Deploy(deploy.id(), deploy.agent(), deploy.request().unobstructed());
      case Operation.Reuse reuse ->
          new Operation.Reuse(reuse.id(), reuse.agent(), reuse.revision(), reuse.policy(), null);
      default -> operation;
    };
  }

  private Operation then(int agent, String held) {
    int dice = random.nextInt(100);
    if (dice < 45) {
      return new Operation.Decide(Operation.Verb.CANCEL, held);
    }
    if (dice < 65) {
      return deploy(agent);
    }
    if (dice < 85) {
      return model.facts(agent).revisions().isEmpty() ? deploy(agent) : reuse(agent);
    }
    return new Operation.Destroy(newId(), agent);
  }

  private Operation deploy(int agent) {
    return new Operation.Deploy(newId(), agent, request(agent));
  }

  private Operation reuse(int agent) {
    List<String> revisions = model.facts(agent).revisions();
    boolean redeploys = revisions.size() < 2 || chance(30);
    int revision = redeploys ? 0 : number(one(revisions.subList(0, revisions.size() - 1)));
    return new Operation.Reuse(newId(), agent, revision, policy(), obstacle(agent, 15));
  }

  private static int number(String revision) {
    return Integer.parseInt(revision.substring(0, revision.indexOf(' ')));
  }

  private Target target(int agent) {
    return targets.get(agent - 1);
  }

  private Request request(int agent) {
    int opens = terms.timePasses() && chance(8) ? of(WINDOWS) : 0;
    int closes = terms.timePasses() && chance(8) ? opens + of(WINDOWS) : 0;
    return new Request(
        target(agent),
        new Recipe(1 + random.nextInt(99), of(MEMORIES), 1 + random.nextInt(9), flaw(30)),
        chance(50),
        onFailure(),
        chance(15),
        chance(85),
        chance(12) ? of(LIFETIMES) : 0,
        policy(),
        opens,
        closes,
        chance(5),
        obstacle(agent, 30));
  }

  private OnFailure onFailure() {
    int dice = random.nextInt(100);
    return dice < 45 ? OnFailure.PARK : dice < 90 ? OnFailure.COMPENSATE : OnFailure.KEEP;
  }

  private QueuePolicy policy() {
    int dice = random.nextInt(100);
    return dice < 75 ? QueuePolicy.QUEUE : dice < 90 ? QueuePolicy.LATEST_WINS : QueuePolicy.REJECT;
  }

  private Flaw flaw(int percent) {
    Flaw[] flaws = Flaw.values();
    return chance(percent) ? flaws[random.nextInt(flaws.length)] : Flaw.NONE;
  }

  private @Nullable Obstacle obstacle(int agent, int percent) {
    if (!chance(percent)) {
      return null;
    }
    return terms.obstacle(
        one(terms.obstructed(target(agent))), one(List.of(Moment.values())), chance(40));
  }

  private Patch patch(String id) {
    if (chance(15)) {
      return Patch.NONE;
    }
    var patch =
        new Patch(
            chance(45) ? 100 + random.nextInt(99) : null,
            chance(35) ? of(MEMORIES) : null,
            chance(35) ? 1 + random.nextInt(9) : null,
            chance(70) ? Flaw.NONE : flaw(30));
    // The API refuses other code for a revision; the workflows alone would ignore it.
    boolean offered =
        terms.frontDoor() || !(reuses(id) && RunningStarter.builds(recipe(id), patch));
    return offered ? patch : Patch.NONE;
  }

  private boolean reuses(String id) {
    return model.admitted(id).filter(Operation.Reuse.class::isInstance).isPresent();
  }

  private Recipe recipe(String id) {
    return model.request(id).orElseThrow().recipe();
  }

  private List<String> standing(Status status) {
    return model.endings().entrySet().stream()
        .filter(each -> each.getValue().status() == status)
        .map(Map.Entry::getKey)
        .toList();
  }

  private List<String> open() {
    return model.endings().entrySet().stream()
        .filter(each -> !each.getValue().status().terminal())
        .map(Map.Entry::getKey)
        .toList();
  }

  private int agent() {
    return chance(75) ? 1 : 2 + random.nextInt(AGENTS - 1);
  }

  private String newId() {
    return "d" + ++ids;
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private int of(int[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
