package dev.slipway.workflows.timeline;

import dev.slipway.workflows.steps.PlanChange;
import org.jspecify.annotations.Nullable;

/** What a change interrupts, in plain English. */
final class Interruption {
  private Interruption() {}

  /** Null for a change that happens in place, and for parts that no one calls. */
  static @Nullable String of(PlanChange.Change change) {
    boolean removed = change.action().equals("Remove");
    if (!removed && !replaces(change)) {
      return null;
    }
    String effect = effect(change.type(), removed);
    return effect == null || !change.replacement().equals("Conditional") || removed
        ? effect
        : "perhaps: " + effect;
  }

  private static boolean replaces(PlanChange.Change change) {
    return change.replacement().equals("True") || change.replacement().equals("Conditional");
  }

  private static @Nullable String effect(String type, boolean removed) {
    return switch (type) {
      case "AWS::Lambda::Function" ->
          removed
              ? "the agent is gone, and every caller gets an error"
              : "a new function takes over; its ARN changes, and callers of the old one get errors";
      case "AWS::Lambda::Url" ->
          removed ? "the function URL stops answering" : "the function URL gets another address";
      case "AWS::Lambda::Alias" -> "calls through the alias fail until the new one is there";
      case "AWS::ApiGateway::RestApi" ->
          removed ? "the REST API stops answering" : "the REST API gets another address";
      case "AWS::ApiGateway::Stage" -> "the REST API does not answer for a moment";
      case "AWS::Lambda::Permission" ->
          removed
              ? "callers that rely on this permission are refused"
              : "callers may be refused for a moment";
      case "AWS::Logs::LogGroup" -> "the agent's logs up to now are deleted";
      case "AWS::IAM::Role" -> "calls may be refused until the new role is known everywhere";
      case "AWS::ApiGateway::Method" -> removed ? "this way into the REST API closes" : null;
      // Versions, layers and deployments are replaced by design: the old one answers until then.
      default -> null;
    };
  }
}
