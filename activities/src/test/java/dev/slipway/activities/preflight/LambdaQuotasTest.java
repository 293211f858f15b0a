package dev.slipway.activities.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.FunctionName;
import dev.slipway.api.PythonRuntime;
import dev.slipway.api.StackName;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.Finding;
import dev.slipway.workflows.steps.Preflight;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetAccountSettingsRequest;
import software.amazon.awssdk.services.lambda.model.GetAccountSettingsResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionConcurrencyRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConcurrencyResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

class LambdaQuotasTest {
  private static final long LIMIT = 80_000_000_000L;

  /**
   * An account.
   *
   * @param reserved what the function has; absent when there is no function
   */
  private record Account(long used, int unreserved, @Nullable Integer reserved, boolean mayAsk)
      implements LambdaClient {
    @Override
    public GetAccountSettingsResponse getAccountSettings(GetAccountSettingsRequest request) {
      if (!mayAsk) {
        throw LambdaException.builder().message("AccessDenied").statusCode(403).build();
      }
      return GetAccountSettingsResponse.builder()
          .accountLimit(
              limit -> limit.totalCodeSize(LIMIT).unreservedConcurrentExecutions(unreserved))
          .accountUsage(usage -> usage.totalCodeSize(used))
          .build();
    }

    @Override
    public GetFunctionConcurrencyResponse getFunctionConcurrency(
        GetFunctionConcurrencyRequest request) {
      if (reserved == null) {
        throw ResourceNotFoundException.builder().message("no function").build();
      }
      return GetFunctionConcurrencyResponse.builder()
          .reservedConcurrentExecutions(reserved)
          .build();
    }

    @Override
    public String serviceName() {
      return "lambda";
    }

    @Override
    public void close() {}
  }

  private final List<String> log = new ArrayList<>();

  private Surroundings.Outlook ask(Account account, @Nullable Integer wanted) {
    var input =
        new Preflight.Input(
            new DeploymentId("d-1"),
            new AgentKey("000000000000", "us-east-1", new StackName("s")),
            new FunctionName("f"),
            PythonRuntime.PYTHON_3_11,
            new Preflight.Needs(true, false, false, wanted, false, null, null));
    return new LambdaQuotas(account, log::add).ask(input);
  }

  @Test
  void roomForEverything_isSilent() {
    assertThat(ask(new Account(0, 1_000, null, true), 900)).isEqualTo(Surroundings.Outlook.CLEAR);
    assertThat(log).isEmpty();
  }

  @Test
  void fullCodeStorage_stopsTheDeploymentAndSaysWhatToDo() {
    Failure failure = ask(new Account(LIMIT - 1, 1_000, null, true), null).failures().getFirst();

    assertThat(failure.type()).isEqualTo(FailureType.QUOTA_EXCEEDED);
    assertThat(failure.evidence()).containsExactly("code storage: 80.0 GB of 80.0 GB used");
    assertThat(failure.nextAction()).startsWith("Delete old function and layer versions");
  }

  @Test
  void nearlyFullCodeStorage_isAWarning() {
    assertThat(ask(new Account(LIMIT / 100 * 95, 1_000, null, true), null).warnings())
        .extracting(Finding::code)
        .containsExactly("quota_near");
  }

  @Test
  void moreReservedThanTheAccountCanSpare_isRefusedWithTheNumber() {
    Failure failure = ask(new Account(0, 1_000, null, true), 901).failures().getFirst();

    assertThat(failure.evidence().getFirst()).contains("901 (expected: at most 900;");
  }

  @Test
  void whatTheFunctionAlreadyReserves_countsAsAvailable() {
    assertThat(ask(new Account(0, 150, 850, true), 850).failures()).isEmpty();
    assertThat(ask(new Account(0, 150, null, true), 850).failures()).hasSize(1);
  }

  @Test
  void newAccountWithTenExecutions_isAWarning() {
    assertThat(ask(new Account(0, 10, null, true), null).warnings())
        .extracting(Finding::code)
        .containsExactly("few_executions");
  }

  @Test
  void identityThatMayNotAsk_isNotRefusedForThat() {
    assertThat(ask(new Account(LIMIT, 1, null, false), 5)).isEqualTo(Surroundings.Outlook.CLEAR);
    assertThat(log).last().asString().startsWith("Quotas not checked");
  }
}
