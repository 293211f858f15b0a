package dev.slipway.builder;

import dev.slipway.policy.Account;
import dev.slipway.starter.accounts.KnownAccounts;
import dev.slipway.starter.problems.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the builder calls differently in requests for AgentCore, and what only it has. */
@Component
final class AgentCoreDialect {
  private static final String NAME = "agent_name";
  private static final String ROLE = "execute_role";
  private static final Map<String, String> THEIR_NAMES =
      Map.of("function_name", NAME, "execution_role", ROLE);

  /**
   * Which the form has until someone changes it, and the builder makes when there is none: one role
   * for all agents. Here it means the role that Slipway makes for each.
   */
  private static final String DEFAULT_ROLE = "AmazonBedrockAgentCoreRuntimeDefaultServiceRole";

  /** IAM's own rule. */
  private static final Pattern ROLE_NAME = Pattern.compile("[\\w+=,.@-]{1,64}");

  /** How generated code names the folder of a skill. */
  private static final Pattern SKILL =
      Pattern.compile("os\\.path\\.join\\(\\s*_skills_dir\\s*,\\s*[\"']([^\"']{1,100})[\"']");

  private final KnownAccounts accounts;

  AgentCoreDialect(KnownAccounts accounts) {
    this.accounts = accounts;
  }

  /** Changes a request to our names, and returns what can't be said in them. */
  List<FieldError> translate(ObjectNode request) {
    List<FieldError> errors = new ArrayList<>();
    JsonNode name = request.get(NAME);
    if (name != null && !name.isNull() && !request.has("function_name")) {
      request.set("function_name", name);
    }
    JsonNode role = request.get(ROLE);
    if (role != null && !role.isNull() && !request.has("execution_role")) {
      role(request, role, errors);
    }
    for (String skill : skills(request)) {
      errors.add(
          FieldError.about(
              "flow_data",
              "not_supported",
              ("flow_data: skill '%s' (expected: no skills, which are on the builder's server and not"
                      + " here; or the agent's folder with skills/%s in it, at POST"
                      + " /api/v1/deployments)")
                  .formatted(skill, skill),
              null));
    }
    return errors;
  }

  private void role(ObjectNode request, JsonNode given, List<FieldError> errors) {
    String role = given.asString("");
    if (role.equals(DEFAULT_ROLE)) {
      return;
    }
    if (role.startsWith("arn:")) {
      request.put("execution_role", role);
    } else if (ROLE_NAME.matcher(role).matches()) {
      String account = accounts.id(request.path("account").asString(Account.OWN));
      request.put("execution_role", "arn:aws:iam::%s:role/%s".formatted(account, role));
    } else {
      errors.add(
          FieldError.about(
              ROLE,
              "invalid_value",
              "%s: not a role (expected: its ARN, or its name if it has no path; %s for one that is made for this agent)"
                  .formatted(ROLE, DEFAULT_ROLE),
              null));
    }
  }

  /** The skills that the flow's nodes or the code name. */
  private static Set<String> skills(ObjectNode request) {
    Set<String> named = new TreeSet<>();
    for (JsonNode node : request.at("/flow_data/nodes")) {
      if (node.path("type").asString("").equals("skill")) {
        named.add(node.at("/data/skillName").asString("?"));
      }
    }
    SKILL
        .matcher(request.path("code").asString(""))
        .results()
        .map((MatchResult found) -> found.group(1))
        .forEach(named::add);
    return named;
  }

  /** An error about one of our fields, as the builder calls it. */
  static FieldError renamed(FieldError error) {
    String ours = error.field();
    String theirs = ours == null ? null : THEIR_NAMES.get(ours);
    return ours == null || theirs == null
        ? error
        : new FieldError(
            error.code(),
            theirs,
            error.line(),
            error.column(),
            error.message().replaceFirst("^" + ours, theirs),
            error.hint(),
            error.file());
  }
}
