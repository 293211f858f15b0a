package dev.slipway.starter.access;

import dev.slipway.api.Role;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The calls of a server, by what they need: the contract that {@link RoleMatrix} holds it to.
 *
 * @param withoutSignIn nobody even needs to sign in for these
 * @param withoutRole nobody needs a role for these
 * @param byRole all others
 */
public record CallTable(
    List<String> withoutSignIn, List<String> withoutRole, Map<Role, List<String>> byRole) {
  /** What these are about is no agent, so they need their role for all of them. */
  static final Set<String> FOR_ALL_AGENTS =
      Set.of(
          "POST /api/codec/decode", "GET /api/v1/workers", "POST /api/v1/workers/{build}/promote");

  /** The calls of the starter. */
  public static final CallTable STARTER =
      new CallTable(
          List.of(
              "GET /openapi.json",
              "GET /slipway/page.css",
              "GET /sign-in",
              "POST /sign-in",
              "GET /sign-in/with",
              "POST /sign-in/out",
              "POST /api/v1/login/exchange"),
          List.of(
              "GET /api/v1/whoami",
              "GET /api/v1/tokens",
              "POST /api/v1/tokens",
              "DELETE /api/v1/tokens/{tokenId}",
              "POST /api/v1/page-links",
              "POST /api/v1/tickets",
              "GET /docs",
              "GET /docs/{id}",
              "GET /tokens",
              "POST /tokens",
              "POST /tokens/{tokenId}/revoke",
              "GET /login/cli",
              "POST /login/cli"),
          Map.of(
              Role.VIEWER,
              List.of(
                  "GET /",
                  "GET /agents",
                  "GET /agents/{region}/{stackName}",
                  "GET /agents/{region}/{stackName}/changes",
                  "GET /agents/{region}/{stackName}/compare",
                  "GET /agents/{region}/{stackName}/cost",
                  "GET /agents/{region}/{stackName}/source",
                  "GET /deployments",
                  "GET /deployments/{id}",
                  "GET /deployments/{id}/source",
                  "GET /foot",
                  "GET /palette",
                  "GET /api/v1/agents",
                  "GET /api/v1/agents/{region}/{stackName}",
                  "GET /api/v1/agents/{region}/{stackName}/audit",
                  "GET /api/v1/agents/{region}/{stackName}/diff",
                  "GET /api/v1/agents/{region}/{stackName}/revisions/{number}/source",
                  "GET /api/v1/agents/{region}/{stackName}/audit/{sequence}",
                  "GET /api/v1/deployments",
                  "GET /api/v1/deployments/{id}",
                  "GET /api/v1/deployments/{id}/audit",
                  "GET /api/v1/deployments/{id}/audit/objects/{sha256}",
                  "GET /api/v1/deployments/{id}/events",
                  "GET /api/v1/deployments/{id}/logs",
                  "GET /api/v1/deployments/{id}/source",
                  "GET /api/v1/health",
                  "GET /api/v1/policy",
                  "POST /api/v1/estimate"),
              Role.DEPLOYER,
              List.of(
                  "GET /new",
                  "POST /new",
                  "POST /new/check",
                  "GET /deployments/{id}/fix",
                  "POST /deployments/{id}/cancel",
                  "POST /deployments/{id}/retry",
                  "POST /deployments/{id}/fix/check",
                  "POST /deployments/{id}/abort",
                  "POST /agents/{region}/{stackName}/rollback",
                  "POST /agents/{region}/{stackName}/redeploy",
                  "POST /api/v1/check",
                  "POST /api/v1/deployments",
                  "POST /api/v1/deployments/{id}/cancel",
                  "POST /api/v1/deployments/{id}/retry",
                  "POST /api/v1/deployments/{id}/retry/diff",
                  "POST /api/v1/deployments/{id}/abort",
                  "POST /api/v1/agents/{region}/{stackName}/rollback",
                  "POST /api/v1/agents/{region}/{stackName}/redeploy"),
              Role.APPROVER,
              List.of(
                  "POST /deployments/{id}/approve",
                  "POST /deployments/{id}/reject",
                  "POST /api/v1/deployments/{id}/approve",
                  "POST /api/v1/deployments/{id}/reject"),
              Role.OPERATOR,
              List.of(
                  "GET /agents/{region}/{stackName}/destroy",
                  "GET /agents/{region}/{stackName}/destroy/preview",
                  "POST /agents/{region}/{stackName}/destroy",
                  "POST /agents/{region}/{stackName}/ttl",
                  "POST /agents/{region}/{stackName}/drift",
                  "GET /agents/{region}/{stackName}/usage",
                  "DELETE /api/v1/agents/{region}/{stackName}",
                  "POST /api/v1/agents/{region}/{stackName}/ttl",
                  "POST /api/v1/agents/{region}/{stackName}/drift",
                  "POST /api/v1/agents/{region}/{stackName}/invoke",
                  "GET /api/v1/agents/{region}/{stackName}/logs"),
              Role.ADMIN,
              List.copyOf(FOR_ALL_AGENTS)));

  /** With the calls of another part of the server. */
  public CallTable and(CallTable other) {
    Map<Role, List<String>> both = new EnumMap<>(byRole);
    other.byRole.forEach((role, calls) -> both.merge(role, calls, CallTable::joined));
    return new CallTable(
        joined(withoutSignIn, other.withoutSignIn), joined(withoutRole, other.withoutRole), both);
  }

  private static List<String> joined(List<String> some, List<String> more) {
    var all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  /** All of them. */
  List<String> all() {
    return byRole.values().stream().reduce(joined(withoutSignIn, withoutRole), CallTable::joined);
  }
}
