package dev.slipway.activities.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.slipway.activities.stack.StackTarget;
import dev.slipway.activities.template.AgentTemplate;
import dev.slipway.api.FunctionUrlAuth;
import dev.slipway.api.Target;
import dev.slipway.workflows.temporal.Payloads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/**
 * The state of a stack before a deployment: all that is needed to restore it.
 *
 * @param template as it was submitted, before any transform
 * @param live what the alias {@code live} pointed to; absent if there was nothing
 * @param runtime what there was on AgentCore; absent for an agent on Lambda
 */
public record StackSnapshot(
    String stackId,
    String status,
    String template,
    Map<String, String> parameters,
    Map<String, String> tags,
    @Nullable FunctionFacts live,
    @Nullable RuntimeBefore runtime) {

  static final String HIDDEN = "****";

  /** Of an agent on AgentCore. */
  public static StackSnapshot ofRuntime(Stack stack, String template, RuntimeBefore runtime) {
    var bare = of(stack, template, null);
    return new StackSnapshot(
        bare.stackId, bare.status, bare.template, bare.parameters, bare.tags, null, runtime);
  }

  /** Of an agent on Lambda. */
  public static StackSnapshot of(Stack stack, String template, @Nullable FunctionFacts live) {
    var parameters = new TreeMap<String, String>();
    stack
        .parameters()
        .forEach(
            parameter ->
                parameters.put(
                    parameter.parameterKey(), String.valueOf(parameter.parameterValue())));
    return new StackSnapshot(
        stack.stackId(),
        stack.stackStatusAsString(),
        template,
        parameters,
        stack.tags().stream()
            .filter(tag -> !tag.key().startsWith("aws:"))
            .collect(Collectors.toMap(Tag::key, Tag::value)),
        live,
        null);
  }

  /** The name of the function in an agent's stack; empty for any other stack. */
  public static Optional<String> function(Stack stack) {
    return StackTarget.name(stack, Target.LAMBDA);
  }

  /** The sign-in of the agent's function URL; empty if it had none. */
  public Optional<FunctionUrlAuth> urlSignIn() {
    var given = AgentTemplate.parse(template.getBytes(StandardCharsets.UTF_8));
    return given.resolved(parameters).urlSignIn();
  }

  /** The role that the function was given; empty if it had the stack's own. */
  public Optional<String> role() {
    return AgentTemplate.givenRole(
        AgentTemplate.parse(template.getBytes(StandardCharsets.UTF_8)).tree());
  }

  /** Whether CloudFormation withheld the parameter's value. */
  public boolean hidden(String parameter) {
    return HIDDEN.equals(parameters.get(parameter));
  }

  public byte[] json() {
    try {
      return Payloads.mapper().writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("snapshot: not writable as JSON", e);
    }
  }

  public static StackSnapshot read(byte[] json) {
    try {
      return Payloads.mapper().readValue(json, StackSnapshot.class);
    } catch (IOException e) {
      throw new IllegalStateException("snapshot: not readable", e);
    }
  }
}
