package dev.slipway.activities.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.bedrock.model.AccessDeniedException;
import software.amazon.awssdk.services.bedrock.model.GetFoundationModelAvailabilityRequest;
import software.amazon.awssdk.services.bedrock.model.GetFoundationModelAvailabilityResponse;
import software.amazon.awssdk.services.bedrock.model.GetInferenceProfileRequest;
import software.amazon.awssdk.services.bedrock.model.GetInferenceProfileResponse;
import software.amazon.awssdk.services.bedrock.model.InferenceProfileModel;
import software.amazon.awssdk.services.bedrock.model.ResourceNotFoundException;
import software.amazon.awssdk.services.bedrock.model.ValidationException;

class ModelAccessTest {
  private static final String REGION = "eu-central-1";
  private static final String MODEL = "anthropic.claude-sonnet-4-6";
  private static final String PROFILE = "eu." + MODEL;

  /** An account for which Bedrock has one answer about models and one about profiles. */
  private record Account(
      Consumer<GetFoundationModelAvailabilityResponse.Builder> model,
      Consumer<GetInferenceProfileResponse.Builder> profile,
      List<String> asked)
      implements BedrockClient {
    static Account of(Consumer<GetFoundationModelAvailabilityResponse.Builder> model) {
      return new Account(
          model, builder -> builder.models(in("eu-west-1"), in(REGION)), new ArrayList<>());
    }

    private static InferenceProfileModel in(String region) {
      var arn = "arn:aws:bedrock:%s::foundation-model/%s".formatted(region, MODEL);
      return InferenceProfileModel.builder().modelArn(arn).build();
    }

    @Override
    public GetFoundationModelAvailabilityResponse getFoundationModelAvailability(
        GetFoundationModelAvailabilityRequest request) {
      asked.add(request.modelId());
      return available().applyMutation(model).build();
    }

    private static GetFoundationModelAvailabilityResponse.Builder available() {
      return GetFoundationModelAvailabilityResponse.builder()
          .agreementAvailability(agreement -> agreement.status("AVAILABLE"))
          .entitlementAvailability("AVAILABLE")
          .authorizationStatus("AUTHORIZED")
          .regionAvailability("AVAILABLE");
    }

    @Override
    public GetInferenceProfileResponse getInferenceProfile(GetInferenceProfileRequest request) {
      asked.add(request.inferenceProfileIdentifier());
      return GetInferenceProfileResponse.builder().applyMutation(profile).build();
    }

    @Override
    public String serviceName() {
      return "bedrock";
    }

    @Override
    public void close() {}
  }

  private final List<String> log = new ArrayList<>();

  private List<Failure> denied(Account account, String... models) {
    return new ModelAccess(account, REGION, false, log::add).denied(List.of(models));
  }

  private Failure failure(
      Consumer<GetFoundationModelAvailabilityResponse.Builder> model, String name) {
    List<Failure> failures = denied(Account.of(model), name);
    assertThat(failures).hasSize(1);
    assertThat(failures.getFirst().type()).isEqualTo(FailureType.MODEL_NOT_ACCESSIBLE);
    return failures.getFirst();
  }

  private static void notFound() {
    throw ResourceNotFoundException.builder()
        .awsErrorDetails(details("ResourceNotFoundException", "Could not find the model"))
        .statusCode(404)
        .build();
  }

  private static AwsErrorDetails details(String code, String message) {
    return AwsErrorDetails.builder()
        .serviceName("Bedrock")
        .errorCode(code)
        .errorMessage(message)
        .build();
  }

  @Test
  void modelsWithinReach_areNoFailure() {
    var account = Account.of(answer -> {});

    assertThat(denied(account, MODEL, PROFILE)).isEmpty();
    assertThat(account.asked()).containsExactly(MODEL, PROFILE, MODEL);
    assertThat(log).containsExactly("Models checked: 2, 0 problems.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NOT_AVAILABLE", "ERROR"})
  void agreementThatNobodyAccepted_isAFailureThatSaysHow(String status) {
    Failure failure =
        failure(
            answer ->
                answer
                    .agreementAvailability(
                        agreement -> agreement.status(status).errorMessage("no payment method"))
                    .entitlementAvailability("NOT_AVAILABLE"),
            MODEL);

    assertThat(failure.message())
        .isEqualTo("The account has no access to %s in %s.", MODEL, REGION);
    assertThat(failure.evidence())
        .containsExactly(
            MODEL
                + ": agreement "
                + status
                + ", entitlement NOT_AVAILABLE, authorization AUTHORIZED, region AVAILABLE"
                + " (expected: AVAILABLE, AVAILABLE, AUTHORIZED, AVAILABLE); no payment method");
    assertThat(failure.nextAction()).contains("aws-marketplace:Subscribe", "15 minutes");
  }

  @Test
  void missingEntitlement_isAFailureEvenWithAnAgreement() {
    Failure failure = failure(answer -> answer.entitlementAvailability("NOT_AVAILABLE"), MODEL);

    assertThat(failure.nextAction()).startsWith("Request access");
  }

  @Test
  void agreementOnItsWay_needsPatienceOnly() {
    Failure failure =
        failure(
            answer ->
                answer
                    .agreementAvailability(agreement -> agreement.status("PENDING"))
                    .entitlementAvailability("NOT_AVAILABLE"),
            MODEL);

    assertThat(failure.message()).startsWith("AWS is granting the account access to " + MODEL);
    assertThat(failure.nextAction()).isEqualTo("Wait some minutes, at most 15, then retry.");
  }

  @Test
  void accountThatMayNotUseBedrock_isSentToSupport() {
    Failure failure = failure(answer -> answer.authorizationStatus("NOT_AUTHORIZED"), MODEL);

    assertThat(failure.message()).startsWith("AWS does not let the account use " + MODEL);
    assertThat(failure.nextAction()).contains("AWS Support");
  }

  @Test
  void modelThatTheRegionLacks_isAFailureWithTheRegion() {
    Failure failure = failure(answer -> answer.regionAvailability("NOT_AVAILABLE"), MODEL);

    assertThat(failure.message()).isEqualTo("Bedrock does not offer %s in %s.", MODEL, REGION);
    assertThat(failure.nextAction()).contains("another region");
  }

  @Test
  void profileMayRouteToAModel_thatTheRegionLacks() {
    assertThat(denied(Account.of(answer -> answer.regionAvailability("NOT_AVAILABLE")), PROFILE))
        .isEmpty();
    assertThat(denied(Account.of(answer -> notFound()), PROFILE)).isEmpty();
    assertThat(log)
        .contains("Not checked, because %s does not know it: %s".formatted(REGION, MODEL));
  }

  @Test
  void failureOfAProfile_namesBothItAndTheModel() {
    Failure failure = failure(answer -> answer.entitlementAvailability("NOT_AVAILABLE"), PROFILE);

    assertThat(failure.message()).contains("%s (behind %s)".formatted(MODEL, PROFILE));
  }

  @Test
  void unknownModel_isAFailureWithBedrocksAnswer() {
    Failure failure = failure(answer -> notFound(), MODEL);

    assertThat(failure.message()).isEqualTo("Bedrock does not know %s in %s.", MODEL, REGION);
    assertThat(failure.evidence())
        .hasSize(2)
        .last()
        .asString()
        .contains("Could not find the model");
  }

  @Test
  void unknownProfile_isAFailureToo() {
    var account =
        new Account(
            answer -> {},
            answer -> {
              throw ValidationException.builder()
                  .awsErrorDetails(details("ValidationException", "identifier is invalid"))
                  .build();
            },
            new ArrayList<>());

    assertThat(denied(account, PROFILE))
        .extracting(Failure::message)
        .containsExactly("Bedrock does not know %s in %s.".formatted(PROFILE, REGION));
    assertThat(account.asked()).containsExactly(PROFILE);
  }

  @Test
  void identityThatMayNotAsk_isNotRefusedForThat() {
    var account =
        Account.of(
            answer -> {
              throw AccessDeniedException.builder()
                  .awsErrorDetails(details("AccessDeniedException", "no"))
                  .statusCode(403)
                  .build();
            });

    assertThat(denied(account, MODEL, PROFILE)).isEmpty();
    assertThat(account.asked()).containsExactly(MODEL);
    assertThat(log).containsExactly("Models not checked: Bedrock denied access.");
  }

  @Test
  void bedrockOutOfReach_isNoFailure() {
    var account =
        Account.of(
            answer -> {
              throw SdkClientException.create("Connect timed out");
            });

    assertThat(denied(account, MODEL)).isEmpty();
    assertThat(log).containsExactly("Models not checked: AWS could not be reached.");
  }

  @Test
  void whatIsNoFoundationModel_isNotAskedAbout() {
    var account = Account.of(answer -> {});

    assertThat(denied(account, "gpt-4o")).isEmpty();
    assertThat(account.asked()).isEmpty();
    assertThat(log).first().asString().endsWith("gpt-4o");
  }

  @Test
  void codeWithoutKnownModels_isSaidNotToBeChecked() {
    assertThat(denied(Account.of(answer -> notFound()))).isEmpty();
    assertThat(log).containsExactly("Models not checked: none is known.");
  }

  @Test
  void answersOfAnEmulator_countOnlyWhereItDenies() {
    Stream<Consumer<GetFoundationModelAvailabilityResponse.Builder>> harmless =
        Stream.of(
            answer -> notFound(),
            answer -> answer.regionAvailability("NOT_AVAILABLE"),
            answer -> answer.agreementAvailability(agreement -> agreement.status("NOT_AVAILABLE")));
    assertThat(harmless.map(Account::of).flatMap(account -> onEmulator(account).stream()))
        .isEmpty();
    assertThat(onEmulator(Account.of(answer -> answer.authorizationStatus("NOT_AUTHORIZED"))))
        .hasSize(1);
  }

  private List<Failure> onEmulator(Account account) {
    return new ModelAccess(account, REGION, true, log::add).denied(List.of(MODEL));
  }
}
