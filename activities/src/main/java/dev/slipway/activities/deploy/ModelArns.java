package dev.slipway.activities.deploy;

import dev.slipway.activities.bedrock.ModelName;
import dev.slipway.api.Permission;
import dev.slipway.workflows.model.AgentKey;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ARNs by which an agent's role is allowed its models. */
public final class ModelArns {
  /**
   * Characters of models' ARNs. IAM allows 10,240 for all of a role's policies together, which
   * during an update are the live version's as well; with more, the agent may call any model. What
   * the request allows counts too.
   */
  private static final int MAX_MODELS = 3_000;

  private static final String ANY_REGION = "arn:aws:bedrock:*::foundation-model/";

  private ModelArns() {}

  /**
   * Them all, separated by commas; empty if it may call any, because none is known or there are too
   * many.
   *
   * @param permissions what else the role will allow, which counts for the same limit
   */
  public static String of(AgentKey agent, List<String> models, List<Permission> permissions) {
    String all = arns(agent, models);
    return all.length() + permissions.toString().length() <= MAX_MODELS ? all : "";
  }

  private static String arns(AgentKey agent, List<String> models) {
    return models.stream()
        .map(ModelName::new)
        .flatMap(model -> arns(agent, model))
        .distinct()
        .collect(Collectors.joining(","));
  }

  private static Stream<String> arns(AgentKey agent, ModelName model) {
    if (model.isArn()) {
      return Stream.concat(Stream.of(model.text()), modelsBehind(model));
    }
    // A call through a profile needs both, the model in every region it routes to.
    return model
        .modelOfProfile()
        .map(
            behind ->
                Stream.of(
                    "arn:aws:bedrock:*:%s:inference-profile/%s"
                        .formatted(agent.account(), model.text()),
                    ANY_REGION + behind))
        .orElseGet(() -> Stream.of(ANY_REGION + model.text()));
  }

  /** An application's profile does not say which model it stands for. */
  private static Stream<String> modelsBehind(ModelName arn) {
    return arn.modelOfProfile()
        .map(behind -> Stream.of(ANY_REGION + behind))
        .orElseGet(
            () ->
                arn.text().contains("inference-profile/")
                    ? Stream.of(ANY_REGION + "*")
                    : Stream.empty());
  }
}
