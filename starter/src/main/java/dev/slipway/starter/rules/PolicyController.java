package dev.slipway.starter.rules;

import dev.slipway.api.Role;
import dev.slipway.policy.Rule;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.access.Permissions;
import dev.slipway.starter.policy.ServerRules;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the rules, so that nobody has to find them out by being refused. */
@RestController
@Tag(name = "policy")
@RequestMapping("/api/v1/policy")
@Needs(Role.VIEWER)
class PolicyController {
  private final ServerRules rules;
  private final Permissions permissions;

  PolicyController(ServerRules rules, Permissions permissions) {
    this.rules = rules;
    this.permissions = permissions;
  }

  /** All rules, in the order of the file. */
  record PolicyResponse(List<RuleResponse> rules) {}

  /**
   * A rule.
   *
   * @param accounts the accounts it is about; all when empty
   * @param agents the names it is about; all when empty
   * @param regions the regions it is about; all when empty
   * @param tags the tags it is about; any when empty
   */
  record RuleResponse(
      String name,
      String owner,
      @Nullable String reason,
      List<String> accounts,
      List<String> agents,
      List<String> regions,
      Map<String, String> tags,
      List<Requirement> require) {
    static RuleResponse of(Rule rule, List<String> known) {
      return new RuleResponse(
          rule.name(),
          rule.owner(),
          rule.reason(),
          rule.scope().accounts().stream().filter(known::contains).toList(),
          rule.scope().agents(),
          rule.scope().regions(),
          rule.scope().tags(),
          require(rule));
    }

    private static List<Requirement> require(Rule rule) {
      var all = new ArrayList<Requirement>();
      rule.requirements()
          .forEach(
              required ->
                  all.add(new Requirement(required.field().name(), required.demand().expected())));
      if (rule.packages() != null) {
        all.add(new Requirement("packages", rule.packages().expected()));
      }
      if (rule.approvers() != null) {
        all.add(new Requirement("approvals", "by " + rule.approvers().words()));
      }
      if (rule.atOnce() != null) {
        all.add(new Requirement("at_once", "at most " + rule.atOnce()));
      }
      return all;
    }
  }

  /** What must hold for one field of a request, its packages, its approvals or its account. */
  record Requirement(String field, String expected) {}

  @GetMapping
  @Operation(operationId = "getPolicy", summary = "Shows the rules for requests")
  PolicyResponse show() {
    List<String> known = permissions.accounts();
    return new PolicyResponse(
        rules.policy().rules().stream()
            .filter(rule -> isAboutAny(rule.scope().accounts(), known))
            .map(rule -> RuleResponse.of(rule, known))
            .toList());
  }

  /** Nobody is told about accounts that they may see nothing of. */
  private static boolean isAboutAny(List<String> accounts, List<String> known) {
    return accounts.isEmpty() || !Collections.disjoint(accounts, known);
  }
}
