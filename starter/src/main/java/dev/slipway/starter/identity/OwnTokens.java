package dev.slipway.starter.identity;

import dev.slipway.api.Role;
import dev.slipway.starter.access.Permissions;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.requests.TokenRequestReader;
import dev.slipway.starter.signin.ApiToken;
import dev.slipway.starter.signin.ApiTokens;
import dev.slipway.starter.signin.SignedIn;
import dev.slipway.starter.signin.TokenScope;
import java.util.List;
import org.springframework.stereotype.Component;

/** The API tokens of whoever makes the current request; for an administrator, everyone's. */
@Component
final class OwnTokens {
  private final ApiTokens tokens;
  private final Permissions permissions;

  OwnTokens(ApiTokens tokens, Permissions permissions) {
    this.tokens = tokens;
    this.permissions = permissions;
  }

  List<ApiToken> list() {
    return tokens.all().stream().filter(this::isMine).toList();
  }

  /** Makes one; 403 for what the caller may not do themselves. */
  ApiTokens.Made make(TokenRequestReader.Asked asked) {
    SignedIn who = SignedIn.current().orElseThrow();
    if (!who.scope().orElse(TokenScope.WHOLE).equals(TokenScope.WHOLE)) {
      throw ProblemException.forbidden(
          "A limited token makes no other tokens (expected: the sign-in of a person).");
    }
    asked.reach().accounts().forEach(permissions::requireAccount);
    if (asked.role() != null) {
      permissions.requireSomewhere(asked.role());
    }
    return tokens.make(
        asked.name(), who, new TokenScope(asked.role(), asked.reach()), asked.life());
  }

  /** Revokes one; 404 for another's. */
  void revoke(String id) {
    tokens.revoke(
        tokens
            .find(id)
            .filter(this::isMine)
            .orElseThrow(
                () -> ProblemException.notFound("There is no token of that id among yours.")));
  }

  private boolean isMine(ApiToken token) {
    return permissions.principal().isSamePerson(token.owner())
        || permissions.hasEverywhere(Role.ADMIN);
  }
}
