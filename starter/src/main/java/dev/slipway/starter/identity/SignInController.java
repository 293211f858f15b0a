package dev.slipway.starter.identity;

import dev.slipway.starter.access.OpenToAll;
import dev.slipway.starter.policy.ServerRules;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.signin.BearerTokens;
import dev.slipway.starter.signin.OwnPath;
import dev.slipway.starter.signin.PageClients;
import dev.slipway.starter.signin.PageSessions;
import dev.slipway.starter.signin.SignedIn;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** Signs browsers in and out. */
@Controller
@RequestMapping("/sign-in")
@OpenToAll
class SignInController {
  private static final String FAILED =
      "The identity provider did not sign you in. Try again; the server's log has the reason.";

  private final PageSessions sessions;
  private final PageClients clients;
  private final BearerTokens bearers;
  private final ServerRules rules;

  SignInController(
      PageSessions sessions, PageClients clients, BearerTokens bearers, ServerRules rules) {
    this.clients = clients;
    this.sessions = sessions;
    this.bearers = bearers;
    this.rules = rules;
  }

  /** Follows a link that signs in once, or asks how to sign in. */
  @GetMapping
  String ask(
      @RequestParam(required = false) @Nullable String code,
      @RequestParam(required = false) @Nullable String failed,
      @RequestParam(defaultValue = "/") String to,
      HttpServletResponse response,
      Model model) {
    if (code == null) {
      return SignedIn.current().isPresent()
          ? "redirect:" + OwnPath.of(to)
          : page(to, failed == null ? null : FAILED, model);
    }
    Optional<SignedIn> who = sessions.redeem(code);
    if (who.isPresent()) {
      sessions.begin(who.get(), response);
      return "redirect:" + OwnPath.of(to);
    }
    response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    return page(to, "This link was used already, or it is older than an hour.", model);
  }

  /** Leads to a provider; 503 with a sentence if it is not there. */
  @GetMapping("/with")
  String with(
      @RequestParam(defaultValue = "") String issuer,
      @RequestParam(defaultValue = "/") String to,
      HttpServletResponse response,
      Model model) {
    try {
      return begin(issuer, to);
    } catch (ProblemException refused) {
      response.setStatus(refused.problem().status());
      return page(to, refused.problem().detail(), model);
    }
  }

  private String begin(String issuer, String to) {
    return "redirect:"
        + UriComponentsBuilder.fromPath(PageClients.BEGIN + "/" + clients.require(issuer))
            .queryParam("to", OwnPath.of(to))
            .encode()
            .toUriString();
  }

  /** Signs in with a token, such as that of a local stack. */
  @PostMapping
  String withToken(
      @RequestParam(defaultValue = "") String token,
      @RequestParam(defaultValue = "/") String to,
      HttpServletResponse response,
      Model model) {
    try {
      sessions.begin(bearers.check(token.strip()), response);
      return "redirect:" + OwnPath.of(to);
    } catch (ProblemException refused) {
      response.setStatus(refused.problem().status());
      return page(to, refused.problem().detail(), model);
    }
  }

  @PostMapping("/out")
  String out(HttpServletResponse response) {
    sessions.end(response);
    return "redirect:/sign-in";
  }

  private String page(String to, @Nullable String problem, Model model) {
    model.addAttribute("to", OwnPath.of(to));
    model.addAttribute("problem", problem);
    model.addAttribute(
        "providers",
        rules.access().issuers().stream()
            .filter(issuer -> issuer.page() != null)
            .map(issuer -> new Choice(issuer.uri().toString(), issuer.uri().getHost()))
            .toList());
    return "slipway/sign-in";
  }

  /** An identity provider, as text: templates may not look into a URI. */
  record Choice(String issuer, String host) {}
}
