package dev.slipway.activities.bedrock;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What code calls a model of Bedrock: a foundation model's id or ARN, or those of an inference
 * profile.
 */
public record ModelName(String text) {
  /** Inference profiles carry the group of regions they route to. */
  private static final Pattern PROFILE =
      Pattern.compile("(?:us|us-gov|eu|apac|au|ca|jp|global)\\.(.+)");

  /** The pattern of GetFoundationModelAvailability, which refuses anything else. */
  private static final Pattern FOUNDATION_MODEL =
      Pattern.compile(
          "(?=.{1,140}$)[a-z0-9-]{1,63}\\.[a-z0-9-]{1,63}(?:[a-z0-9-]{1,63}\\.){0,2}"
              + "[a-z0-9-]{1,63}(?::[a-z0-9-]{1,63}){0,2}");

  private static final Pattern IDENTIFIER = Pattern.compile("[a-zA-Z0-9:.-]{1,255}");

  private static final String MODEL_ARN = ":foundation-model/";

  public boolean isArn() {
    return text.startsWith("arn:");
  }

  /** Whether it is an inference profile of Bedrock or of the account. */
  public boolean isProfile() {
    boolean profile =
        isArn() ? text.contains("inference-profile/") : PROFILE.matcher(text).matches();
    return profile && IDENTIFIER.matcher(lastPart()).matches();
  }

  /**
   * The foundation model behind one of Bedrock's own profiles, whose names contain it; empty for a
   * profile of the account, which may stand for any model.
   */
  public Optional<String> modelOfProfile() {
    var profile = PROFILE.matcher(lastPart());
    boolean own = !isArn() || text.contains(":inference-profile/");
    return own && profile.matches() ? Optional.of(profile.group(1)) : Optional.empty();
  }

  /** The id of the foundation model that it names directly; empty if it names something else. */
  public Optional<String> foundationModel() {
    return (!isArn() || text.contains(MODEL_ARN))
            && !isProfile()
            && FOUNDATION_MODEL.matcher(lastPart()).matches()
        ? Optional.of(lastPart())
        : Optional.empty();
  }

  private String lastPart() {
    return text.substring(text.lastIndexOf('/') + 1);
  }
}
