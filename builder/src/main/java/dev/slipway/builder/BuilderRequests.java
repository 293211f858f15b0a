package dev.slipway.builder;

import dev.slipway.starter.problems.FieldError;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.requests.DeploymentRequest;
import dev.slipway.starter.requests.DeploymentRequestReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a request of the builder as one of ours; it differs in how it writes keys and absent
 * values, and for AgentCore in its names.
 */
@Component
final class BuilderRequests {
  private static final String TYPE = "deployment_type";

  private final DeploymentRequestReader reader;
  private final AgentCoreDialect agentCore;

  BuilderRequests(DeploymentRequestReader reader, AgentCoreDialect agentCore) {
    this.reader = reader;
    this.agentCore = agentCore;
  }

  /** A request for the target that it names, Lambda if it names none. */
  DeploymentRequest read(JsonNode body) {
    return body.path(TYPE).asString("").equals(DeploymentStatus.AGENTCORE)
        ? readForAgentCore(body)
        : reader.readKnown(plain(body));
  }

  /** A request for AgentCore, whether it says so or not. */
  DeploymentRequest readForAgentCore(JsonNode body) {
    ObjectNode ours = plain(body).put(TYPE, DeploymentStatus.AGENTCORE);
    List<FieldError> errors = new ArrayList<>(agentCore.translate(ours));
    try {
      DeploymentRequest request = reader.readKnown(ours);
      if (errors.isEmpty()) {
        return request;
      }
    } catch (ProblemException refused) {
      if (refused.problem().status() != HttpStatus.UNPROCESSABLE_CONTENT.value()) {
        throw refused;
      }
      refused.problem().errors().stream().map(AgentCoreDialect::renamed).forEach(errors::add);
    }
    throw ProblemException.invalid(errors);
  }

  private static ObjectNode plain(JsonNode body) {
    ObjectNode ours = ((ObjectNode) body).deepCopy();
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      if (absent(field.getValue())) {
        ours.remove(field.getKey());
      }
    }
    if (ours.get("api_keys") instanceof ObjectNode keys) {
      ours.set("api_keys", environmentNames(keys));
    }
    return ours;
  }

  /** Its forms send empty text and empty objects for fields left blank. */
  private static boolean absent(JsonNode value) {
    return value.isString() ? value.stringValue().isBlank() : value.isObject() && value.isEmpty();
  }

  /** It sends {@code openai_api_key} and means the variable {@code OPENAI_API_KEY}. */
  private static ObjectNode environmentNames(ObjectNode keys) {
    ObjectNode named = keys.objectNode();
    for (Map.Entry<String, JsonNode> key : keys.properties()) {
      if (!absent(key.getValue()) && !key.getValue().isNull()) {
        named.set(key.getKey().toUpperCase(Locale.ROOT), key.getValue());
      }
    }
    return named;
  }
}
