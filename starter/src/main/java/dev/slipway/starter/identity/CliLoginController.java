package dev.slipway.starter.identity;

import dev.slipway.api.Principal;
import dev.slipway.starter.access.OpenToAll;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.requests.JsonBodies;
import dev.slipway.starter.requests.TokenRequestReader;
import dev.slipway.starter.signin.ApiTokens;
import dev.slipway.starter.signin.PageSessions;
import dev.slipway.starter.signin.SignedIn;
import dev.slipway.starter.signin.TokenScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Signs a command line in as whoever is signed in to the page: they agree on a page, the command
 * line gets a code at its own address, and exchanges it, with a secret that only it has, for a
 * token (RFC 8252 and RFC 7636).
 */
@Controller
@OpenToAll
class CliLoginController {
  private static final int FIRST_PORT = 1_024;
  private static final int LAST_PORT = 65_535;
  private static final Pattern STATE = Pattern.compile("[A-Za-z0-9_-]{8,128}");

  /** A SHA-256 in base64url. */
  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final PageSessions sessions;

  CliLoginController(PageSessions sessions) {
    this.sessions = sessions;
  }

  @GetMapping("/login/cli")
  String ask(
      @RequestParam(defaultValue = "0") int port,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String challenge,
      Model model) {
    requireWellFormed(port, state, challenge);
    requirePerson();
    model.addAttribute("port", port);
    model.addAttribute("state", state);
    model.addAttribute("challenge", challenge);
    model.addAttribute("days", Exchange.LIFE.toDays());
    return "slipway/cli-login";
  }

  /** Not a redirect: the page's policy lets a form lead to this server only. */
  @PostMapping("/login/cli")
  String agree(
      @RequestParam(defaultValue = "0") int port,
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String challenge,
      Model model) {
    requireWellFormed(port, state, challenge);
    String code = sessions.cliCode(requirePerson(), challenge);
    URI back =
        UriComponentsBuilder.fromUriString("http://127.0.0.1:" + port + "/done")
            .queryParam("code", code)
            .queryParam("state", state)
            .encode()
            .build()
            .toUri();
    model.addAttribute("back", back.toString());
    return "slipway/cli-login-done";
  }

  /** A token that could make the next one would never end, whatever was revoked or expired. */
  private static SignedIn requirePerson() {
    SignedIn who = SignedIn.current().orElseThrow();
    if (who.principal().tokenId() != null) {
      throw ProblemException.forbidden(
          "An API token, and a page that was opened with one, signs in no command line (expected:"
              + " the sign-in of a person; or give the command line the token itself, in"
              + " SLIPWAY_TOKEN).");
    }
    return who;
  }

  private static void requireWellFormed(int port, String state, String challenge) {
    boolean wellFormed =
        port >= FIRST_PORT
            && port <= LAST_PORT
            && STATE.matcher(state).matches()
            && CHALLENGE.matcher(challenge).matches();
    if (!wellFormed) {
      throw ProblemException.unreadable(
          "This address is incomplete (expected: the whole one that 'slipway login' printed).");
    }
  }

  /** The command line's part of it. */
  @RestController
  @Tag(name = "identity")
  @OpenToAll
  static class Exchange {
    /** People sign in to a command line about once a month. */
    static final Duration LIFE = Duration.ofDays(30);

    private final PageSessions sessions;
    private final ApiTokens tokens;
    private final JsonBodies bodies;
    private final TokenRequestReader reader;

    Exchange(
        PageSessions sessions, ApiTokens tokens, JsonBodies bodies, TokenRequestReader reader) {
      this.sessions = sessions;
      this.tokens = tokens;
      this.bodies = bodies;
      this.reader = reader;
    }

    /** The command line's token; it is shown only here. */
    record LoggedIn(String token, Instant expiresAt, Principal principal) {}

    @PostMapping("/api/v1/login/exchange")
    @Operation(
        operationId = "exchangeLoginCode",
        summary = "Exchanges the code of a command line's sign-in for a token")
    LoggedIn exchange(HttpServletRequest request) {
      var asked = reader.readExchange(bodies.read(request));
      SignedIn who =
          sessions
              .redeemCli(asked.code(), asked.verifier())
              .orElseThrow(
                  () ->
                      ProblemException.unauthorized(
                          "login_code: used already, expired or another command line's (expected: the"
                              + " one of this sign-in; start it again with 'slipway login')"));
      var made = tokens.make("slipway login", who, who.scope().orElse(TokenScope.WHOLE), LIFE);
      return new LoggedIn(made.text(), made.token().expiresAt(), who.principal());
    }
  }
}
