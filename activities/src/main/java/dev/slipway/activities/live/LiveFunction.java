package dev.slipway.activities.live;

import dev.slipway.activities.stack.CloudClients;
import dev.slipway.api.FunctionUrlAuth;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.State;

/** Reads the versions of a function as they are now. */
public final class LiveFunction {
  public static final String ALIAS = "live";
  public static final String LATEST = "$LATEST";

  private final CloudClients clients;

  public LiveFunction(CloudClients clients) {
    this.clients = clients;
  }

  /**
   * A version as Lambda describes it.
   *
   * @param version its number
   * @param settled whether Lambda has finished with it
   * @param role the ARN of the role it runs with
   */
  public record Version(String version, boolean settled, String role, FunctionFacts facts) {}

  /** The version behind an alias or {@code $LATEST}; empty when there is none. */
  public Optional<Version> find(String region, String function, String qualifier) {
    var lambda = clients.lambda(region);
    try {
      var found =
          lambda.getFunctionConfiguration(
              request -> request.functionName(function).qualifier(qualifier));
      var account = account(found.functionArn());
      var facts = FunctionFacts.actual(found, layer -> content(lambda, layer, account));
      return Optional.of(new Version(found.version(), settled(found), found.role(), facts));
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    }
  }

  /**
   * Every restore of a stack publishes its layer again, so the content identifies it. One of
   * another account is identified by its address, as Lambda may not show us more of it.
   */
  private static String content(LambdaClient lambda, String layer, String account) {
    if (!account(layer).equals(account)) {
      return layer;
    }
    try {
      return lambda.getLayerVersionByArn(request -> request.arn(layer)).content().codeSha256();
    } catch (ResourceNotFoundException e) {
      return layer + " (deleted)";
    }
  }

  /** The account in {@code arn:aws:lambda:REGION:ACCOUNT:…}. */
  private static String account(String arn) {
    return arn.split(":", 6)[4];
  }

  private static boolean settled(GetFunctionConfigurationResponse version) {
    return version.lastUpdateStatus() != LastUpdateStatus.IN_PROGRESS
        && version.state() != State.PENDING;
  }

  /** Notes when the alias is missing or sends some of the calls to another version. */
  public void compareTraffic(String region, String function, Findings findings) {
    try {
      var alias =
          clients.lambda(region).getAlias(request -> request.functionName(function).name(ALIAS));
      var routing = alias.routingConfig();
      if (routing != null && !routing.additionalVersionWeights().isEmpty()) {
        findings.add(
            "traffic of the alias live",
            "all to one version",
            "shared with " + routing.additionalVersionWeights());
      }
    } catch (ResourceNotFoundException e) {
      findings.add("alias live", "present", "missing");
    }
  }

  /**
   * Notes when the function URL is not as it should be.
   *
   * @param signIn the sign-in that it should require; empty where there should be no URL
   */
  public void compareUrl(
      String region, String function, Optional<FunctionUrlAuth> signIn, Findings findings) {
    try {
      var actual =
          clients
              .lambda(region)
              .getFunctionUrlConfig(request -> request.functionName(function).qualifier(ALIAS))
              .authTypeAsString();
      signIn.ifPresentOrElse(
          expected -> findings.compare("sign-in of the function URL", expected.wireName(), actual),
          () -> findings.add("function URL", "none", "present, " + actual));
    } catch (ResourceNotFoundException e) {
      signIn.ifPresent(expected -> findings.add("function URL", "present", "missing"));
    }
  }
}
