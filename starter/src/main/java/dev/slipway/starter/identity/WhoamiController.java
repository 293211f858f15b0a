package dev.slipway.starter.identity;

import dev.slipway.api.Principal;
import dev.slipway.api.Role;
import dev.slipway.policy.Reach;
import dev.slipway.starter.access.OpenToAll;
import dev.slipway.starter.access.Permissions;
import dev.slipway.starter.signin.SignedIn;
import dev.slipway.starter.signin.TokenScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells callers who they are here, and what they may do. */
@RestController
@Tag(name = "identity")
@OpenToAll
class WhoamiController {
  private final Permissions permissions;

  WhoamiController(Permissions permissions) {
    this.permissions = permissions;
  }

  /**
   * The caller.
   *
   * @param limits what the token they use is limited to; absent when it is not
   * @param expiresAt when their sign-in ends by itself; absent when it does not
   * @param accounts the aliases of the accounts that they may deploy to or see
   */
  record Whoami(
      Principal principal,
      List<Granted> roles,
      @Nullable Granted limits,
      @Nullable Instant expiresAt,
      List<String> accounts) {}

  /**
   * A role, and what it is for.
   *
   * @param role absent in a limit that allows any
   * @param agents patterns of stack names; all agents when empty
   * @param regions patterns of regions; all regions when empty
   * @param accounts aliases of accounts; all accounts when empty
   */
  record Granted(
      @Nullable Role role, List<String> agents, List<String> regions, List<String> accounts) {
    static Granted of(@Nullable Role role, Reach reach) {
      return new Granted(role, reach.agents(), reach.regions(), reach.accounts());
    }
  }

  @GetMapping("/api/v1/whoami")
  @Operation(operationId = "whoami", summary = "Tells who the caller is, and what they may do")
  Whoami whoami() {
    SignedIn who = SignedIn.current().orElseThrow();
    return new Whoami(
        who.principal(),
        permissions.grants().stream()
            .map(grant -> Granted.of(grant.role(), grant.reach()))
            .distinct()
            .toList(),
        who.scope().map(WhoamiController::limits).orElse(null),
        who.until().orElse(null),
        permissions.accounts());
  }

  private static @Nullable Granted limits(TokenScope scope) {
    return scope.equals(TokenScope.WHOLE) ? null : Granted.of(scope.role(), scope.reach());
  }
}
