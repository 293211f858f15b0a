package dev.slipway.activities.preflight;

import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.steps.Preflight;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment does, in IAM's terms: docs/iam/worker.json and cloudformation.json.
 *
 * <p>Only what IAM evaluates with one form of the resource. Log groups are left out: some policies
 * name them with {@code :*} at the end, and refusing what AWS would allow is worse than finding out
 * late.
 */
public final class Permissions {
  private static final String PASS_ROLE = "iam:PassRole";

  private Permissions() {}

  /** Whose rights a call is made with. */
  public enum Actor {
    WORKER,
    /** The worker's as well, unless CloudFormation has a role of its own. */
    CLOUDFORMATION,
    AGENT
  }

  /**
   * Some actions on one resource.
   *
   * @param service the service a role is passed to; empty for none
   * @param purpose what can't be done without them
   */
  public record Wanted(
      String purpose, String resource, List<String> actions, String service, Actor actor) {}

  /**
   * What this deployment needs.
   *
   * @param stackRole the role that CloudFormation acts with; absent if it has none
   */
  static List<Wanted> of(
      Preflight.Input input, @Nullable String stackRole, Surroundings surroundings) {
    AgentKey agent = input.agent();
    var partition = partition(agent.region());
    var wanted = new ArrayList<Wanted>();
    wanted.add(
        stack(
            "arn:%s:cloudformation:%s:stack/%s/*"
                .formatted(partition, place(agent), agent.stackName())));
    if (stackRole != null) {
      wanted.add(
          new Wanted(
              "let CloudFormation act with its role",
              stackRole,
              List.of(PASS_ROLE),
              "cloudformation.amazonaws.com",
              Actor.WORKER));
    }
    var given = input.needs().role();
    var role =
        given == null
            ? "arn:%s:iam::%s:role/%s-*".formatted(partition, agent.account(), agent.stackName())
            : given.arn();
    wanted.addAll(surroundings.permissions(input, role));
    if (given == null) {
      wanted.add(role(role));
    }
    return wanted;
  }

  static String place(AgentKey agent) {
    return "%s:%s".formatted(agent.region(), agent.account());
  }

  private static Wanted role(String arn) {
    return byCloudFormation(
        "create the agent's role and its rights",
        arn,
        "iam:CreateRole",
        "iam:GetRole",
        "iam:PutRolePolicy",
        "iam:DeleteRolePolicy",
        "iam:DeleteRole");
  }

  /** Giving the agent its role. */
  public static Wanted passRole(String arn, String service, Actor actor) {
    return new Wanted("give the agent its role", arn, List.of(PASS_ROLE), service, actor);
  }

  private static Wanted stack(String arn) {
    return on(
        "make, follow and remove the stack",
        arn,
        "cloudformation:CreateChangeSet",
        "cloudformation:DescribeChangeSet",
        "cloudformation:ExecuteChangeSet",
        "cloudformation:DescribeStacks",
        "cloudformation:DescribeStackEvents",
        "cloudformation:ListStackResources",
        "cloudformation:GetTemplate",
        "cloudformation:DeleteStack");
  }

  /** What the worker itself does. */
  public static Wanted on(String purpose, String resource, String... actions) {
    return new Wanted(purpose, resource, List.of(actions), "", Actor.WORKER);
  }

  /** The part of AWS that a region is in. */
  public static String partition(String region) {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }

  static Wanted byCloudFormation(String purpose, String resource, String... actions) {
    return new Wanted(purpose, resource, List.of(actions), "", Actor.CLOUDFORMATION);
  }
}
