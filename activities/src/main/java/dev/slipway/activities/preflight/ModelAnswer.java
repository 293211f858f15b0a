package dev.slipway.activities.preflight;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import java.util.Optional;
import software.amazon.awssdk.services.bedrock.model.AgreementAvailability;
import software.amazon.awssdk.services.bedrock.model.AgreementStatus;
import software.amazon.awssdk.services.bedrock.model.AuthorizationStatus;
import software.amazon.awssdk.services.bedrock.model.EntitlementAvailability;
import software.amazon.awssdk.services.bedrock.model.GetFoundationModelAvailabilityResponse;
import software.amazon.awssdk.services.bedrock.model.RegionAvailability;

/**
 * What Bedrock's answer about a foundation model means for an agent that calls it.
 *
 * @param name what the code calls it by: the model itself, or a profile that routes to it
 */
record ModelAnswer(String model, String name, String region) {
  private static final String REQUEST_ACCESS =
      "Request access in the model catalog of Bedrock's console (in GovCloud: Model access), with an"
          + " identity that may call aws-marketplace:Subscribe, and accept the model's agreement;"
          + " Anthropic also wants a form about the use case. It may take up to 15 minutes; then"
          + " retry. Or retry with code that names another model.";

  /** AWS says this about every model of an account that it still verifies or has restricted. */
  private static final String ASK_SUPPORT =
      "If the account is new, AWS may still be verifying it: retry in some hours. Otherwise ask AWS"
          + " Support why the account may not use Bedrock. No IAM policy changes this.";

  /** What stops the agent; the first thing to do, where there are several. */
  Optional<Failure> judge(GetFoundationModelAvailabilityResponse answer) {
    var agreement = agreement(answer).status();
    if (answer.regionAvailability() == RegionAvailability.NOT_AVAILABLE && !behindProfile()) {
      return failure("Bedrock does not offer %s in %s.", answer, otherModel(region));
    }
    if (agreement == AgreementStatus.PENDING) {
      return failure(
          "AWS is granting the account access to %s in %s.",
          answer, "Wait some minutes, at most 15, then retry.");
    }
    if (agreement == AgreementStatus.NOT_AVAILABLE
        || agreement == AgreementStatus.ERROR
        || answer.entitlementAvailability() == EntitlementAvailability.NOT_AVAILABLE) {
      return failure("The account has no access to %s in %s.", answer, REQUEST_ACCESS);
    }
    if (answer.authorizationStatus() == AuthorizationStatus.NOT_AUTHORIZED) {
      return failure("AWS does not let the account use %s in %s.", answer, ASK_SUPPORT);
    }
    return Optional.empty();
  }

  static String otherModel(String region) {
    return "Retry with code that names a model or inference profile that Bedrock has in %s, or deploy to another region."
        .formatted(region);
  }

  /** A profile may route to a model that the agent's own region lacks. */
  private boolean behindProfile() {
    return !name.equals(model);
  }

  private Optional<Failure> failure(
      String sentence, GetFoundationModelAvailabilityResponse answer, String nextAction) {
    String called = behindProfile() ? "%s (behind %s)".formatted(model, name) : model;
    return Optional.of(
        Failure.of(
                FailureType.MODEL_NOT_ACCESSIBLE, sentence.formatted(called, region), seen(answer))
            .withNextAction(nextAction));
  }

  private String seen(GetFoundationModelAvailabilityResponse answer) {
    String reason = agreement(answer).errorMessage();
    return "%s: agreement %s, entitlement %s, authorization %s, region %s (expected: AVAILABLE, AVAILABLE, AUTHORIZED, AVAILABLE)%s"
        .formatted(
            model,
            agreement(answer).statusAsString(),
            answer.entitlementAvailabilityAsString(),
            answer.authorizationStatusAsString(),
            answer.regionAvailabilityAsString(),
            reason == null ? "" : "; " + reason);
  }

  private static AgreementAvailability agreement(GetFoundationModelAvailabilityResponse answer) {
    return answer.agreementAvailability() == null
        ? AgreementAvailability.builder().build()
        : answer.agreementAvailability();
  }
}
