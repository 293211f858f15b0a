package dev.slipway.starter.identity;

import dev.slipway.starter.access.OpenToAll;
import dev.slipway.starter.policy.ServerRules;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.signin.BearerTokens;
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

/** Signs browsers in and out. */
@Controller
@RequestMapping("/sign-in")
@OpenToAll
class SignInController {
  private final PageSessions sessions;
  private final BearerTokens bearers;
  private final ServerRules rules;

  SignInController(PageSessions sessions, BearerTokens bearers, ServerRules rules) {
    this.sessions = sessions;
    this.bearers = bearers;
    this.rules = rules;
  }

  /** Follows a link that signs in once, or asks how to sign in. */
  @GetMapping
  String ask(
      @RequestParam(required = false) @Nullable String code,
      @RequestParam(defaultValue = "/") String to,
      HttpServletResponse response,
      Model model) {
    if (code == null) {
      return SignedIn.current().isPresent() ? "redirect:" + own(to) : page(to, null, model);
    }
    Optional<SignedIn> who = sessions.redeem(code);
    if (who.isPresent()) {
      sessions.begin(who.get(), response);
      return "redirect:" + own(to);
    }
    response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    return page(to, "This link was used already, or it is older than an hour.", model);
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
      return "redirect:" + own(to);
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
    model.addAttribute("to", own(to));
    model.addAttribute("problem", problem);
    model.addAttribute(
        "providers",
        rules.access().issuers().stream().filter(issuer -> issuer.page() != null).toList());
    return "slipway/sign-in";
  }

  /** Only a path of ours: '//' and '/\' would leave this server. */
  static String own(String path) {
    return path.matches("/([A-Za-z0-9_.~%?&=-][A-Za-z0-9_.~%?&=/:+-]*)?") ? path : "/";
  }
}
