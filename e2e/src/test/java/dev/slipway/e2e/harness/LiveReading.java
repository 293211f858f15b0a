package dev.slipway.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.Tag;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.lambda.model.FunctionUrlAuthType;
import software.amazon.awssdk.services.lambda.model.Layer;
import software.amazon.awssdk.services.lambda.model.ProvisionedConcurrencyConfigNotFoundException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** One agent's function as AWS has it behind {@code live}, and the rest of the agent's stack. */
public final class LiveReading {
  private static final String LIVE = "live";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Emulated world;
  private final String function;

  public LiveReading(Emulated world, String function) {
    this.world = world;
    this.function = function;
  }

  /** Everything that a caller can request, by the request's field name. */
  public Map<String, String> all() {
    var live =
        world.functions.getFunctionConfiguration(
            request -> request.functionName(function).qualifier(LIVE));
    var read = new TreeMap<String, String>();
    read.put("memory_size", String.valueOf(live.memorySize()));
    read.put("ephemeral_storage", String.valueOf(live.ephemeralStorage().size()));
    read.put("timeout", String.valueOf(live.timeout()));
    read.put("runtime", live.runtimeAsString());
    read.put("architecture", live.architecturesAsStrings().getFirst());
    read.put("tracing", live.tracingConfig().modeAsString());
    read.put("vpc_config", live.vpcConfig() == null ? "[]" : "" + live.vpcConfig().subnetIds());
    read.put("layer", live.layers().stream().map(Layer::arn).map(this::layer).toList().toString());
    live.environment().variables().forEach((name, value) -> read.put("env " + name, value));
    read.put(
        "session", live.environment().variables().containsKey("SLIPWAY_SESSIONS") ? "s3" : "none");
    read.put("execution_role", live.role());
    read.put("managed_policies", policies(live.role()));
    read.put("permissions", permissions(live.role()));
    read.put("url", url());
    read.put("provisioned_concurrency", provisionedConcurrency());
    var stack =
        world
            .stacks
            .describeStacks(request -> request.stackName("strands-agent-" + function))
            .stacks()
            .getFirst();
    // The emulator's functions don't take it from their stack.
    read.put("reserved_concurrency", parameter(stack, "ReservedConcurrency"));
    stack.tags().forEach((Tag tag) -> read.put("tag " + tag.key(), tag.value()));
    read.put(
        "outputs",
        stack.outputs().stream().map(Output::outputKey).sorted().collect(Collectors.joining(" ")));
    read.put(
        "log_retention_days",
        String.valueOf(
            world
                .logs
                .describeLogGroups(request -> request.logGroupNamePrefix("/aws/lambda/" + function))
                .logGroups()
                .getFirst()
                .retentionInDays()));
    return read;
  }

  private static String parameter(Stack stack, String key) {
    return stack.parameters().stream()
        .filter(parameter -> parameter.parameterKey().equals(key))
        .map(Parameter::parameterValue)
        .findFirst()
        .orElse("none");
  }

  private String layer(String arn) {
    return world.functions.getLayerVersionByArn(request -> request.arn(arn)).content().codeSha256();
  }

  private String policies(String role) {
    String name = role.substring(role.lastIndexOf('/') + 1);
    return world
        .roles
        .listAttachedRolePolicies(request -> request.roleName(name))
        .attachedPolicies()
        .stream()
        .map(AttachedPolicy::policyArn)
        .toList()
        .toString();
  }

  /** What the role's own policies allow beyond what every agent may do: those have names. */
  private String permissions(String role) {
    String name = role.substring(role.lastIndexOf('/') + 1);
    return world.roles.listRolePolicies(request -> request.roleName(name)).policyNames().stream()
        .map(
            policy ->
                world.roles.getRolePolicy(request -> request.roleName(name).policyName(policy)))
        .map(found -> URLDecoder.decode(found.policyDocument(), StandardCharsets.UTF_8))
        .flatMap(document -> tree(document).path("Statement").valueStream())
        .filter(statement -> !statement.has("Sid"))
        .map(statement -> statement.path("Action").toString())
        .toList()
        .toString();
  }

  private String url() {
    try {
      FunctionUrlAuthType auth =
          world
              .functions
              .getFunctionUrlConfig(request -> request.functionName(function).qualifier(LIVE))
              .authType();
      return auth.toString();
    } catch (ResourceNotFoundException none) {
      return "none";
    }
  }

  private String provisionedConcurrency() {
    try {
      return String.valueOf(
          world
              .functions
              .getProvisionedConcurrencyConfig(
                  request -> request.functionName(function).qualifier(LIVE))
              .requestedProvisionedConcurrentExecutions());
    } catch (ProvisionedConcurrencyConfigNotFoundException none) {
      return "none";
    }
  }

  /** What the live version answers, asked without Slipway. */
  public String answer() {
    return body().path("response").asText();
  }

  /**
   * What the live version said, and how much memory it has.
   *
   * @param words its answer, or {@code crashes} if it failed
   */
  public record Spoken(String words, int memory) {}

  /** Asks the live version; empty if there is none. */
  public Optional<Spoken> spoken() {
    try {
      int memory =
          world
              .functions
              .getFunctionConfiguration(request -> request.functionName(function).qualifier(LIVE))
              .memorySize();
      JsonNode body = body();
      boolean good = body.path("success").asBoolean();
      return Optional.of(new Spoken(good ? body.path("response").asText() : "crashes", memory));
    } catch (ResourceNotFoundException none) {
      return Optional.empty();
    }
  }

  private JsonNode body() {
    var answer =
        world.functions.invoke(
            request ->
                request
                    .functionName(function)
                    .qualifier(LIVE)
                    .payload(SdkBytes.fromUtf8String("{\"prompt\":\"Hello?\"}")));
    return tree(tree(answer.payload().asUtf8String()).path("body").asText());
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }
}
