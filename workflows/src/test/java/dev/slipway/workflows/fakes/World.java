package dev.slipway.workflows.fakes;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.Target;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.DeploymentOrder;
import dev.slipway.workflows.model.SecretRef;
import dev.slipway.workflows.scenarios.cloud.Account;
import dev.slipway.workflows.scenarios.cloud.Keys;
import dev.slipway.workflows.scenarios.cloud.Stack;
import dev.slipway.workflows.scenarios.cloud.Stack.ChangeSet;
import dev.slipway.workflows.scenarios.cloud.StackTemplate;
import dev.slipway.workflows.turn.Revision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What {@link Orders#AGENT} has in its AWS account, by short names, and what was called there. */
public final class World {
  public static final String STACK = "stack";

  private static final String OBJECTS = "objects-";
  private static final AgentKey AGENT = Orders.AGENT;
  private static final int MEMORY = 256;

  private final Account account;
  private final AtomicInteger stackOperations = new AtomicInteger();
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private final List<List<String>> models = Collections.synchronizedList(new ArrayList<>());
  private final List<String> consents = Collections.synchronizedList(new ArrayList<>());

  World(Account account) {
    this.account = account;
  }

  /** The objects of a deployment, by their short name. */
  public static String objects(String id) {
    return OBJECTS + id;
  }

  /** A stack that an earlier deployment left, with 256 MB. */
  public void createStack() {
    account.bucket().put("before/function", "from before");
    var stack = new Stack(Target.LAMBDA);
    stack.plan(new ChangeSet("before", template("before", MEMORY)));
    stack.execute("before", account.bucket());
    account.stacks().put(AGENT.stackName(), stack);
  }

  private static StackTemplate template(String deployment, int memory) {
    return new StackTemplate(deployment, "s3://bucket/before/function", memory, "", null);
  }

  /** Someone else changes the stack, which must exist. */
  public void changeMemory(int megabytes) {
    Objects.requireNonNull(account.stacks().get(AGENT.stackName()))
        .update(template("someone else's", megabytes), account.bucket());
  }

  /** Stores code and keys as the starter does before anything knows of the deployment. */
  void store(DeploymentOrder order) {
    account.bucket().put(key(order.code().uri()), "print('hello')");
    storeKeys(order.agent(), order.id(), order.secret());
  }

  /** Stores what a revision needs to be deployed again. */
  public void store(Revision revision) {
    account.bucket().put(key(revision.bundle().archive().uri()), "print('earlier')");
    account.bucket().put(key(revision.built().code().uri()), "print('earlier')");
    storeKeys(AGENT, revision.deploymentId(), revision.secret());
  }

  private void storeKeys(AgentKey agent, DeploymentId id, @Nullable SecretRef secret) {
    if (secret != null) {
      account.secrets().store(agent.stackName(), id, "key of " + id);
    }
  }

  private static String key(String uri) {
    return uri.substring("s3://bucket/".length());
  }

  /** Takes back what was stored for a request that was refused. */
  void takeBack(DeploymentOrder order) {
    account.bucket().deleteAll(Keys.deployment(order.agent(), order.id()));
    if (order.secret() != null) {
      account.secrets().delete(order.secret().arn());
    }
  }

  /**
   * Everything the agent has, sorted: its stack, the ARNs of its keys, its objects by deployment.
   */
  public Set<String> resources() {
    Set<String> resources = new TreeSet<>(account.secrets().arns());
    if (account.stacks().containsKey(AGENT.stackName())) {
      resources.add(STACK);
    }
    Keys.deployments(AGENT, account.bucket().keys()).forEach(id -> resources.add(objects(id)));
    return resources;
  }

  public boolean exists(String resource) {
    return resources().contains(resource);
  }

  /** How many change sets were executed, each counted once. */
  public int stackOperations() {
    return stackOperations.get();
  }

  void executed() {
    stackOperations.incrementAndGet();
  }

  /** The deployments that have a bundle, in the order of their bundles. */
  public List<String> audited() {
    return account.bundles();
  }

  void called(String activity) {
    calls.add(activity);
  }

  void consented(String activity, @Nullable List<String> skipped) {
    if (skipped != null) {
      consents.add(activity + " " + skipped);
    }
  }

  /** The activities that were allowed to skip resources, in order. */
  public List<String> consents() {
    return List.copyOf(consents);
  }

  void askedAbout(List<String> named) {
    models.add(named);
  }

  /** The models that each preflight asked about. */
  public List<List<String>> modelsAskedAbout() {
    return List.copyOf(models);
  }

  /** The activities that were called, in order, attempts included. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  public long calls(String activity) {
    return calls().stream().filter(activity::equals).count();
  }
}
