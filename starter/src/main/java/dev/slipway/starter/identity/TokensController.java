package dev.slipway.starter.identity;

import dev.slipway.api.Principal;
import dev.slipway.api.Role;
import dev.slipway.starter.access.OpenToAll;
import dev.slipway.starter.requests.JsonBodies;
import dev.slipway.starter.requests.TokenRequestReader;
import dev.slipway.starter.signin.ApiToken;
import dev.slipway.starter.signin.TokenScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** API tokens: people see and revoke their own, and an administrator everyone's. */
@RestController
@Tag(name = "identity")
@RequestMapping("/api/v1/tokens")
@OpenToAll
class TokensController {
  private final OwnTokens tokens;
  private final JsonBodies bodies;
  private final TokenRequestReader reader;

  TokensController(OwnTokens tokens, JsonBodies bodies, TokenRequestReader reader) {
    this.tokens = tokens;
    this.bodies = bodies;
    this.reader = reader;
  }

  /** The caller's tokens, or everyone's. */
  record Listing(List<TokenResponse> tokens) {}

  /** A token, without its secret. */
  record TokenResponse(
      String id,
      String name,
      Owner owner,
      @Nullable Role role,
      List<String> agents,
      List<String> regions,
      List<String> accounts,
      Instant createdAt,
      Instant expiresAt) {
    static TokenResponse of(ApiToken token) {
      TokenScope scope = token.scope();
      return new TokenResponse(
          token.id(),
          token.name(),
          Owner.of(token.owner()),
          scope.role(),
          scope.reach().agents(),
          scope.reach().regions(),
          scope.reach().accounts(),
          token.createdAt(),
          token.expiresAt());
    }
  }

  /** Who acts when a token is used. */
  record Owner(String issuer, String subject, String name) {
    static Owner of(Principal principal) {
      return new Owner(principal.issuer(), principal.subject(), principal.name());
    }
  }

  /**
   * A new token.
   *
   * @param token the secret text, shown only here
   */
  record Made(String id, String token, String name, Instant expiresAt) {}

  @GetMapping
  @Operation(operationId = "listTokens", summary = "Lists API tokens")
  Listing list() {
    return new Listing(tokens.list().stream().map(TokenResponse::of).toList());
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(operationId = "createToken", summary = "Makes an API token")
  Made create(HttpServletRequest request) {
    var made = tokens.make(reader.read(bodies.read(request)));
    return new Made(made.token().id(), made.text(), made.token().name(), made.token().expiresAt());
  }

  @DeleteMapping("/{tokenId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(operationId = "revokeToken", summary = "Revokes an API token at once")
  void revoke(@PathVariable String tokenId) {
    tokens.revoke(tokenId);
  }
}
