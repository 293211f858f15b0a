package dev.slipway.activities.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.activities.live.FunctionFacts;
import dev.slipway.activities.template.AgentTemplate;
import dev.slipway.api.FunctionUrlAuth;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.Finding;
import dev.slipway.workflows.steps.SamBuild;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

/**
 * The stack that a shipment asks for.
 *
 * @param warnings where it differs from what was asked for
 */
public record WantedStack(
    AgentTemplate template,
    List<Parameter> parameters,
    List<Finding> warnings,
    SamBuild.Built built) {

  /** What CloudFormation is given for it. */
  PlannedStack planned() {
    return new PlannedStack(template.tree(), parameters, warnings);
  }

  /** What the alias {@code live} must point to once the stack is as wanted. */
  public FunctionFacts function() {
    var properties = template.resolved(values(parameters)).properties(AgentTemplate.FUNCTION);
    return FunctionFacts.ordered(properties, lambdaHash(built.code()), this::layer);
  }

  /** The sign-in of the function URL that the stack should have; empty if it should have none. */
  public Optional<FunctionUrlAuth> urlSignIn() {
    return template.resolved(values(parameters)).urlSignIn();
  }

  /** The role that the function is given; empty if it has the stack's own. */
  public Optional<String> role() {
    return AgentTemplate.givenRole(template.tree());
  }

  /** The stack's own layer by its content; one of another account by its address. */
  private String layer(JsonNode layer) {
    return layer.has("Ref") ? lambdaHash(built.layer()) : layer.asText();
  }

  /** Lambda's own spelling of a SHA-256. */
  private static String lambdaHash(ArtifactRef zip) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(zip.sha256()));
  }

  static Map<String, String> values(List<Parameter> parameters) {
    return parameters.stream()
        .collect(Collectors.toMap(Parameter::parameterKey, Parameter::parameterValue));
  }
}
