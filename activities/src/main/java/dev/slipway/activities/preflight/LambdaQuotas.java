package dev.slipway.activities.preflight;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.Finding;
import dev.slipway.workflows.steps.Preflight;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.AccountLimit;
import software.amazon.awssdk.services.lambda.model.GetAccountSettingsResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** The account's quotas for Lambda, as far as it reports them: code storage and concurrency. */
final class LambdaQuotas {
  /** Lambda keeps this many executions for the functions that reserve none. */
  static final int KEPT_UNRESERVED = 100;

  /** A new account has ten executions for everything in the region. */
  private static final int FEW_EXECUTIONS = 10;

  /**
   * A package with a large layer; with less storage left, the deployment fails in CloudFormation.
   */
  private static final long ROOM_FOR_A_PACKAGE = 90_000_000;

  private static final double NEARLY_FULL = 0.9;
  private static final double GIGABYTE = 1e9;

  private final LambdaClient lambda;
  private final Consumer<String> log;

  LambdaQuotas(LambdaClient lambda, Consumer<String> log) {
    this.lambda = lambda;
    this.log = log;
  }

  Surroundings.Outlook ask(Preflight.Input input) {
    try {
      Integer wanted = input.needs().reservedConcurrency();
      int own = wanted == null ? 0 : reservedBy(input.functionName().value());
      return judge(lambda.getAccountSettings(), wanted, own);
    } catch (SdkException e) {
      log.accept("Quotas not checked: the identity may not call lambda:GetAccountSettings.");
      return Surroundings.Outlook.CLEAR;
    }
  }

  /** What the function already reserves counts as available to it. */
  private int reservedBy(String function) {
    try {
      Integer reserved =
          lambda
              .getFunctionConcurrency(request -> request.functionName(function))
              .reservedConcurrentExecutions();
      return reserved == null ? 0 : reserved;
    } catch (ResourceNotFoundException e) {
      return 0;
    }
  }

  private static Surroundings.Outlook judge(
      GetAccountSettingsResponse account, @Nullable Integer wanted, int own) {
    var failures = new ArrayList<Failure>();
    var warnings = new ArrayList<Finding>();
    if (account.accountLimit() != null && account.accountUsage() != null) {
      storage(account, failures, warnings);
    }
    if (account.accountLimit() != null) {
      concurrency(account.accountLimit(), wanted, own, failures, warnings);
    }
    return new Surroundings.Outlook(failures, warnings);
  }

  private static void storage(
      GetAccountSettingsResponse account, List<Failure> failures, List<Finding> warnings) {
    Long limit = account.accountLimit().totalCodeSize();
    Long used = account.accountUsage().totalCodeSize();
    if (limit == null || used == null || limit == 0) {
      return;
    }
    String seen =
        "code storage: %.1f GB of %.1f GB used".formatted(used / GIGABYTE, limit / GIGABYTE);
    String remedy =
        "Delete old function and layer versions, or ask AWS for more (Lambda, function and layer"
            + " storage).";
    if (limit - used < ROOM_FOR_A_PACKAGE) {
      failures.add(
          Failure.of(
                  FailureType.QUOTA_EXCEEDED,
                  "Lambda's code storage in this region is used up.",
                  seen)
              .withNextAction(remedy));
    } else if (used > NEARLY_FULL * limit) {
      warnings.add(new Finding("quota_near", null, null, seen, remedy));
    }
  }

  private static void concurrency(
      AccountLimit limit,
      @Nullable Integer wanted,
      int own,
      List<Failure> failures,
      List<Finding> warnings) {
    Integer unreserved = limit.unreservedConcurrentExecutions();
    if (unreserved == null) {
      return;
    }
    int room = Math.max(0, unreserved + own - KEPT_UNRESERVED);
    if (wanted != null && wanted > room) {
      failures.add(
          Failure.of(
                  FailureType.QUOTA_EXCEEDED,
                  "The account cannot reserve %d concurrent executions.".formatted(wanted),
                  "reserved_concurrency: %d (expected: at most %d; %d are unreserved, Lambda keeps %d)"
                      .formatted(wanted, room, unreserved, KEPT_UNRESERVED))
              .withNextAction(
                  "Lower reserved_concurrency, or ask AWS for more concurrent executions."));
    } else if (unreserved <= FEW_EXECUTIONS) {
      warnings.add(
          new Finding(
              "few_executions",
              null,
              null,
              "All functions of this region share %d concurrent executions".formatted(unreserved),
              "Ask AWS for more (Lambda, concurrent executions) before many callers arrive"));
    }
  }
}
