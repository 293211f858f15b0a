package dev.slipway.e2e.harness;

import dev.slipway.e2e.harness.Hold.Moment;
import java.util.List;
import java.util.stream.Stream;

/** The requests that identify a step from outside, for one deployment or agent. */
public final class Requests {
  private Requests() {}

  /** Who owns the function's name: only preflight checks that. */
  public static Hold preflight(String function) {
    return first("GetFunction", Moment.BEFORE_EFFECT, "lambda", "GET ", "/functions/" + function);
  }

  public static Hold storeSource(String deployment, Moment moment) {
    return first("PUT source.zip", moment, "s3", "PUT ", deployment + "/", "/source.zip");
  }

  public static Hold storePackage(String deployment, Moment moment) {
    return first("PUT function.zip", moment, "s3", "PUT ", deployment + "/", "/function.zip");
  }

  /** The first part of an agent's package for AgentCore: its upload is begun, and not complete. */
  public static Hold copyLayer(String deployment, Moment moment) {
    return first(
        "copy into runtime.zip",
        moment,
        "s3",
        "PUT ",
        deployment + "/",
        "/runtime.zip",
        "partNumber=1");
  }

  /** The first read of the stack, which preflight does. */
  public static Hold lookAtStack(String stack) {
    return action("DescribeStacks", stack, Moment.BEFORE_EFFECT);
  }

  public static Hold createChangeSet(String deployment, Moment moment) {
    return action("CreateChangeSet", deployment, moment);
  }

  public static Hold executeChangeSet(String deployment, Moment moment) {
    return action("ExecuteChangeSet", deployment, moment);
  }

  /** The first read of the stack after samDeploy saw its change set executed. */
  public static Hold fetchOutputs(String deployment, String stack) {
    return Hold.firstAfter(
        (request, answer) ->
            request.action().equals("DescribeChangeSet")
                && request.text().contains(deployment)
                && answer.contains("EXECUTE_COMPLETE"),
        "DescribeStacks of " + stack,
        Moment.BEFORE_EFFECT,
        request -> request.action().equals("DescribeStacks") && request.text().contains(stack));
  }

  public static Hold invoke(String function, Moment moment) {
    return first("Invoke", moment, "lambda", "POST ", "/functions/" + function + "/invocations");
  }

  private static Hold action(String action, String part, Moment moment) {
    return Hold.first(
        action + " for " + part,
        moment,
        request -> request.action().equals(action) && request.text().contains(part));
  }

  private static Hold first(
      String what, Moment moment, String service, String method, String... parts) {
    return Hold.first(
        what + " " + List.of(parts),
        moment,
        request ->
            request.service().equals(service)
                && request.line().startsWith(method)
                && Stream.of(parts).allMatch(request.line()::contains));
  }
}
