package dev.slipway.activities.preflight;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.activities.stack.StackNames;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;

/** Makes sure that the agent's service may take the role that a request gives to its agent. */
final class ExecutionRole {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final IamClient iam;
  private final @Nullable String boundary;
  private final String service;
  private final String agent;

  /**
   * Where it is looked up.
   *
   * @param boundary ARN of the permissions boundary that it must have; absent for none
   * @param service the service that must be allowed to take it
   * @param agent the agent's stack
   */
  ExecutionRole(IamClient iam, @Nullable String boundary, String service, String agent) {
    this.iam = iam;
    this.boundary = boundary;
    this.service = service;
    this.agent = agent;
  }

  /** Everything that is wrong with it, as one failure; fails itself if it can't be read. */
  Optional<Failure> objection(String arn) {
    try {
      var role = iam.getRole(request -> request.roleName(name(arn))).role();
      var wrong = wrong(arn, role);
      return wrong.isEmpty()
          ? Optional.empty()
          : Optional.of(failure("The agent can't run with %s.".formatted(arn), wrong));
    } catch (NoSuchEntityException e) {
      return Optional.of(
          failure(
              "There is no role %s.".formatted(arn),
              List.of("execution_role: %s (expected: a role of this account)".formatted(arn))));
    }
  }

  private List<String> wrong(String arn, Role role) {
    var wrong = new ArrayList<String>();
    if (!arn.equals(role.arn())) {
      wrong.add("ARN: %s (expected: %s)".formatted(role.arn(), arn));
    }
    var trust = text(role.assumeRolePolicyDocument());
    if (!trusts(trust)) {
      wrong.add(
          "trust policy: %s (expected: sts:AssumeRole allowed to %s)".formatted(trust, service));
    }
    var actual =
        role.permissionsBoundary() == null
            ? "none"
            : role.permissionsBoundary().permissionsBoundaryArn();
    if (boundary != null && !boundary.equals(actual)) {
      wrong.add("permissions boundary: %s (expected: %s)".formatted(actual, boundary));
    }
    // As the role that Slipway has made for an agent, whose keys and rights are no one else's.
    role.tags().stream()
        .filter(tag -> tag.key().equals(StackNames.AGENT_TAG) && !tag.value().equals(agent))
        .forEach(
            tag ->
                wrong.add(
                    "tag %s: %s (expected: %s, or none)".formatted(tag.key(), tag.value(), agent)));
    return wrong;
  }

  private static Failure failure(String message, List<String> evidence) {
    return Failure.of(FailureType.ROLE_UNUSABLE, message, evidence);
  }

  /** IAM knows roles by their names; a path comes before them in the ARN. */
  private static String name(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  private static String text(@Nullable String document) {
    return document == null ? "" : URLDecoder.decode(document, StandardCharsets.UTF_8);
  }

  private boolean trusts(String policy) {
    try {
      return each(JSON.readTree(policy).path("Statement")).stream()
          .filter(statement -> statement.path("Effect").asText().equals("Allow"))
          .filter(statement -> names(statement.path("Action"), "sts:AssumeRole"))
          .anyMatch(statement -> names(statement.at("/Principal/Service"), service));
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static boolean names(JsonNode oneOrMore, String wanted) {
    return each(oneOrMore).stream().anyMatch(one -> one.asText().equalsIgnoreCase(wanted));
  }

  /** IAM writes a list of one as the one alone. */
  private static List<JsonNode> each(JsonNode oneOrMore) {
    return oneOrMore.isArray()
        ? StreamSupport.stream(oneOrMore.spliterator(), false).toList()
        : List.of(oneOrMore);
  }
}
