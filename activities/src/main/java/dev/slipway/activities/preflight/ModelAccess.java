package dev.slipway.activities.preflight;

import dev.slipway.activities.bedrock.ModelName;
import dev.slipway.storage.aws.AwsFailures;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.bedrock.model.AuthorizationStatus;
import software.amazon.awssdk.services.bedrock.model.BedrockException;
import software.amazon.awssdk.services.bedrock.model.ResourceNotFoundException;
import software.amazon.awssdk.services.bedrock.model.ValidationException;

/**
 * Asks Bedrock whether the account may use the models that the agent's code names.
 *
 * <p>Where it may not ask, or Bedrock cannot tell, nothing is claimed: the smoke test will find
 * out.
 */
final class ModelAccess {
  private final BedrockClient bedrock;
  private final String region;
  private final boolean emulated;
  private final Consumer<String> log;

  /**
   * What is asked, and about which region.
   *
   * @param emulated whether an emulator answers, which knows some models and nobody's agreements
   */
  ModelAccess(BedrockClient bedrock, String region, boolean emulated, Consumer<String> log) {
    this.bedrock = bedrock;
    this.region = region;
    this.emulated = emulated;
    this.log = log;
  }

  /** A failure for each model that is known to be out of reach. */
  List<Failure> denied(List<String> models) {
    if (models.isEmpty()) {
      log.accept("Models not checked: none is known.");
      return List.of();
    }
    var failures = new ArrayList<Failure>();
    try {
      for (String model : models) {
        failures.addAll(look(new ModelName(model)));
      }
      log.accept("Models checked: %d, %d problems.".formatted(models.size(), failures.size()));
    } catch (SdkException e) {
      log.accept("Models not checked: %s".formatted(AwsFailures.explain(e).message()));
    }
    return failures;
  }

  private List<Failure> look(ModelName name) {
    if (name.isProfile()) {
      return profile(name.text());
    }
    Optional<String> model = name.foundationModel();
    if (model.isEmpty()) {
      log.accept("Not checked, because it names no foundation model: %s".formatted(name.text()));
      return List.of();
    }
    try {
      return model(new ModelAnswer(model.get(), model.get(), region));
    } catch (ResourceNotFoundException | ValidationException e) {
      return unknown(name.text(), e);
    }
  }

  private List<Failure> profile(String profile) {
    List<String> models;
    try {
      models = modelsBehind(profile);
    } catch (ResourceNotFoundException | ValidationException e) {
      return unknown(profile, e);
    }
    return models.stream().flatMap(model -> behindProfile(model, profile)).toList();
  }

  private Stream<Failure> behindProfile(String model, String profile) {
    try {
      return model(new ModelAnswer(model, profile, region)).stream();
    } catch (ResourceNotFoundException | ValidationException e) {
      // The profile routes to where the model is; that need not be the agent's region.
      log.accept("Not checked, because %s does not know it: %s".formatted(region, model));
      return Stream.empty();
    }
  }

  /** The same model in each region that the profile routes to. */
  private List<String> modelsBehind(String profile) {
    return bedrock
        .getInferenceProfile(request -> request.inferenceProfileIdentifier(profile))
        .models()
        .stream()
        .flatMap(model -> new ModelName(model.modelArn()).foundationModel().stream())
        .distinct()
        .toList();
  }

  private List<Failure> model(ModelAnswer about) {
    var answer = bedrock.getFoundationModelAvailability(request -> request.modelId(about.model()));
    boolean denied = answer.authorizationStatus() == AuthorizationStatus.NOT_AUTHORIZED;
    return about.judge(answer).filter(failure -> denied || counts(failure)).stream().toList();
  }

  private List<Failure> unknown(String name, BedrockException answer) {
    var failure =
        Failure.of(
                FailureType.MODEL_NOT_ACCESSIBLE,
                "Bedrock does not know %s in %s.".formatted(name, region),
                Stream.concat(
                        Stream.of(
                            "%s: unknown in %s (expected: a model or inference profile of this region)"
                                .formatted(name, region)),
                        AwsFailures.explain(answer).evidence().stream())
                    .toList())
            .withNextAction(ModelAnswer.otherModel(region));
    return counts(failure) ? List.of(failure) : List.of();
  }

  private boolean counts(Failure failure) {
    if (emulated) {
      log.accept("Not counted, because an emulator said it: %s".formatted(failure.message()));
    }
    return !emulated;
  }
}
