package dev.slipway.activities.preflight;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;

/**
 * Asks IAM beforehand what the deploying identity may not do.
 *
 * <p>Where it may not ask, or IAM cannot tell, nothing is claimed: the deployment itself will find
 * out. A policy that depends on a value that only the real call has counts as "cannot tell".
 */
final class PermissionSimulation {
  private static final Pattern ASSUMED =
      Pattern.compile("arn:(aws[\\w-]*):sts::(\\d+):assumed-role/([^/]+)/.+");
  private static final Pattern USER_OR_ROLE =
      Pattern.compile("arn:aws[\\w-]*:iam::\\d+:(?:user|role)/.+");

  private static final String FOR_THE_ROLE =
      "Add the statements in the evidence to the execution role, then retry; or retry without execution_role, so that the agent gets a role of its own.";

  private final IamClient iam;
  private final Consumer<String> log;

  PermissionSimulation(IamClient iam, Consumer<String> log) {
    this.iam = iam;
    this.log = log;
  }

  /**
   * Everything denied, as one failure that names each action; empty when no denial is known.
   *
   * @param stackRole the role that CloudFormation acts with; absent if it has none
   */
  Optional<Failure> denied(
      String caller, @Nullable String stackRole, List<Permissions.Wanted> wanted) {
    try {
      Optional<String> principal = principal(caller);
      if (principal.isEmpty()) {
        log.accept("Permissions not checked: IAM cannot simulate for %s.".formatted(caller));
        return Optional.empty();
      }
      var denials = new ArrayList<Denial>();
      for (Permissions.Wanted group : wanted) {
        var denial =
            stackRole != null && group.actor() == Permissions.Actor.CLOUDFORMATION
                ? denied(stackRole, "CloudFormation's role", group)
                : denied(principal.get(), "The deploying identity", group);
        denial.ifPresent(denials::add);
      }
      log.accept(
          "Permissions checked: %d groups, %d denied.".formatted(wanted.size(), denials.size()));
      return denials.isEmpty() ? Optional.empty() : Optional.of(failure(denials));
    } catch (SdkException e) {
      log.accept("Permissions not checked: the identity may not call iam:SimulatePrincipalPolicy.");
      return Optional.empty();
    }
  }

  /**
   * The same for an agent's own role, which is there before the agent is.
   *
   * @param role its ARN
   */
  Optional<Failure> deniedToAgent(String role, List<Permissions.Wanted> wanted) {
    try {
      var denials =
          wanted.stream()
              .map(group -> denied(role, "The execution role", group))
              .flatMap(Optional::stream)
              .toList();
      log.accept("Execution role checked: %d denied.".formatted(denials.size()));
      return denials.isEmpty()
          ? Optional.empty()
          : Optional.of(failure(denials).withNextAction(FOR_THE_ROLE));
    } catch (SdkException e) {
      log.accept(
          "Execution role not checked: the identity may not call iam:SimulatePrincipalPolicy on it.");
      return Optional.empty();
    }
  }

  private record Denial(String who, String purpose, String resource, List<String> actions) {
    String sentence() {
      return "%s on %s".formatted(String.join(", ", actions), resource);
    }

    /** What it is needed for, and what to put into a policy. */
    String statement() {
      return "to %s: {\"Effect\":\"Allow\",\"Action\":[%s],\"Resource\":\"%s\"}"
          .formatted(
              purpose,
              actions.stream().map(action -> '"' + action + '"').collect(Collectors.joining(",")),
              resource);
    }
  }

  /**
   * IAM expects the role itself where the caller is a session of it; only IAM knows the role's
   * path.
   */
  private Optional<String> principal(String caller) {
    Matcher session = ASSUMED.matcher(caller);
    if (session.matches()) {
      return Optional.of(iam.getRole(request -> request.roleName(session.group(3))).role().arn());
    }
    return USER_OR_ROLE.matcher(caller).matches() ? Optional.of(caller) : Optional.empty();
  }

  private Optional<Denial> denied(String principal, String who, Permissions.Wanted wanted) {
    var actions =
        iam
            .simulatePrincipalPolicyPaginator(request -> fill(request, principal, wanted))
            .evaluationResults()
            .stream()
            .filter(PermissionSimulation::isDenied)
            .map(EvaluationResult::evalActionName)
            .toList();
    return actions.isEmpty()
        ? Optional.empty()
        : Optional.of(new Denial(who, wanted.purpose(), wanted.resource(), actions));
  }

  private static void fill(
      SimulatePrincipalPolicyRequest.Builder request, String principal, Permissions.Wanted wanted) {
    request
        .policySourceArn(principal)
        .actionNames(wanted.actions())
        .resourceArns(wanted.resource());
    if (!wanted.service().isEmpty()) {
      request.contextEntries(
          ContextEntry.builder()
              .contextKeyName("iam:PassedToService")
              .contextKeyType(ContextKeyTypeEnum.STRING)
              .contextKeyValues(wanted.service())
              .build());
    }
  }

  private static boolean isDenied(EvaluationResult result) {
    return result.evalDecision() != PolicyEvaluationDecisionType.ALLOWED
        && result.missingContextValues().isEmpty()
        && result.resourceSpecificResults().stream()
            .allMatch(each -> each.missingContextValues().isEmpty());
  }

  private static String who(List<Denial> denials) {
    return denials.stream().map(Denial::who).distinct().collect(Collectors.joining(" or "));
  }

  private static Failure failure(List<Denial> denials) {
    Denial first = denials.getFirst();
    int count = denials.stream().mapToInt(denial -> denial.actions().size()).sum();
    return Failure.of(
        FailureType.ACCESS_DENIED,
        count == 1
            ? "%s may not %s.".formatted(first.who(), first.sentence())
            : "%s lacks %d permissions, among them %s."
                .formatted(who(denials), count, first.sentence()),
        denials.stream().map(Denial::statement).toList());
  }
}
