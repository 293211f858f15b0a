package dev.slipway.activities.drift;

import dev.slipway.activities.stack.CloudClients;
import dev.slipway.activities.stack.StackReader;
import dev.slipway.workflows.turn.Revision;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.Layer;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** What CloudFormation does not see: code, versions, the alias and its address. */
final class FunctionDrift {
  private static final String LIVE = "live";
  private static final String LATEST = "$LATEST";

  private final CloudClients clients;
  private final StackReader reader;

  FunctionDrift(CloudClients clients) {
    this.clients = clients;
    this.reader = new StackReader(clients);
  }

  void look(String region, Stack stack, Revision live, Expected expected, Findings findings) {
    var lambda = clients.lambda(region);
    var name = live.outputs().functionName();
    var latest = configuration(lambda, name, LATEST);
    if (latest.isEmpty()) {
      findings.add("function " + name, "there", "gone");
      return;
    }
    var comparison = new FunctionComparison(findings);
    comparison.compare(expected, latest.get(), LATEST);
    var layers = layers(region, stack);
    layers(layers, latest.get(), LATEST, findings);
    alias(lambda, name, live, findings);
    var answering = configuration(lambda, name, LIVE);
    answering.ifPresent(
        version -> {
          comparison.compare(expected, version, "the live version");
          layers(layers, version, "the live version", findings);
        });
    url(lambda, name, live, findings);
  }

  private void alias(LambdaClient lambda, String name, Revision live, Findings findings) {
    try {
      var alias = lambda.getAlias(request -> request.functionName(name).name(LIVE));
      findings.compare(
          "version behind the alias live", live.outputs().version(), alias.functionVersion());
      if (alias.routingConfig() != null
          && !alias.routingConfig().additionalVersionWeights().isEmpty()) {
        findings.add(
            "traffic of the alias live",
            "all to one version",
            "shared with " + alias.routingConfig().additionalVersionWeights());
      }
    } catch (ResourceNotFoundException e) {
      findings.add("alias live", "there", "gone");
    }
  }

  private void url(LambdaClient lambda, String name, Revision live, Findings findings) {
    var exposure = live.spec().exposure();
    try {
      var url = lambda.getFunctionUrlConfig(request -> request.functionName(name).qualifier(LIVE));
      if (exposure.functionUrl()) {
        findings.compare(
            "sign-in of the function URL", exposure.auth().wireName(), url.authTypeAsString());
      } else {
        findings.add("function URL", "none", "there, " + url.authTypeAsString());
      }
    } catch (ResourceNotFoundException e) {
      if (exposure.functionUrl()) {
        findings.add("function URL", "there", "gone");
      }
    }
  }

  /** The layers the stack has made, and the one it was told to add. */
  private List<String> layers(String region, Stack stack) {
    var expected = new TreeSet<String>();
    reader.resources(region, stack.stackId()).stream()
        .filter(resource -> resource.resourceType().equals("AWS::Lambda::LayerVersion"))
        .map(StackResourceSummary::physicalResourceId)
        .forEach(expected::add);
    stack.parameters().stream()
        .filter(parameter -> parameter.parameterKey().equals("AdapterLayerArn"))
        .map(parameter -> String.valueOf(parameter.parameterValue()))
        .filter(arn -> !arn.isBlank())
        .forEach(expected::add);
    return List.copyOf(expected);
  }

  private static void layers(
      List<String> expected,
      GetFunctionConfigurationResponse actual,
      String version,
      Findings findings) {
    var found = actual.layers().stream().map(Layer::arn).sorted().toList();
    findings.compare("layers of " + version, String.join(", ", expected), String.join(", ", found));
  }

  private static Optional<GetFunctionConfigurationResponse> configuration(
      LambdaClient lambda, String name, String qualifier) {
    try {
      return Optional.of(
          lambda.getFunctionConfiguration(
              request -> request.functionName(name).qualifier(qualifier)));
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    }
  }
}
