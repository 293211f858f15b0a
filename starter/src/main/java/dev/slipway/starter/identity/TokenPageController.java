package dev.slipway.starter.identity;

import dev.slipway.api.Role;
import dev.slipway.starter.access.OpenToAll;
import dev.slipway.starter.access.Permissions;
import dev.slipway.starter.problems.FieldError;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.requests.TokenRequestReader;
import dev.slipway.starter.signin.ApiToken;
import dev.slipway.starter.signin.ApiTokens;
import dev.slipway.starter.signin.TokenScope;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The page for API tokens; whoever may call the API for them may use it. */
@Controller
@RequestMapping("/tokens")
@OpenToAll
class TokenPageController {
  /** The fields that hold one text, and those that hold one per line. */
  private static final List<String> TEXTS = List.of("name", "role", "expires_in");

  private static final List<String> LISTS = List.of("agents", "regions", "accounts");

  private final OwnTokens tokens;
  private final Permissions permissions;
  private final TokenRequestReader reader;

  TokenPageController(OwnTokens tokens, Permissions permissions, TokenRequestReader reader) {
    this.tokens = tokens;
    this.permissions = permissions;
    this.reader = reader;
  }

  /** One line of the list; the words say what the token is limited to. */
  record Row(
      String id,
      String name,
      String owner,
      String limits,
      Instant createdAt,
      Instant expiresAt,
      boolean expired) {
    static Row of(ApiToken token, Instant now) {
      return new Row(
          token.id(),
          token.name(),
          token.owner().name(),
          limits(token.scope()),
          token.createdAt(),
          token.expiresAt(),
          !now.isBefore(token.expiresAt()));
    }

    private static String limits(TokenScope scope) {
      Role role = scope.role();
      String words =
          Stream.of(
                  role == null ? "" : role.wireName(),
                  String.join(", ", scope.reach().agents()),
                  String.join(", ", scope.reach().regions()),
                  String.join(", ", scope.reach().accounts()))
              .filter(part -> !part.isEmpty())
              .collect(Collectors.joining(" · "));
      return words.isEmpty() ? "all that its owner may do" : words;
    }
  }

  @GetMapping
  String show(Model model) {
    return page(Map.of(), List.of(), model);
  }

  /** Shows the new token, in this answer only; no cache may keep it. */
  @PostMapping
  String create(@RequestParam Map<String, String> form, HttpServletResponse response, Model model) {
    try {
      ApiTokens.Made made = tokens.make(reader.read(body(form)));
      response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
      model.addAttribute("made", made.text());
      model.addAttribute("madeName", made.token().name());
      return page(Map.of(), List.of(), model);
    } catch (ProblemException refused) {
      if (refused.problem().errors().isEmpty()) {
        throw refused;
      }
      return page(form, refused.problem().errors(), model);
    }
  }

  @PostMapping("/{tokenId}/revoke")
  String revoke(@PathVariable String tokenId) {
    tokens.revoke(tokenId);
    return "redirect:/tokens";
  }

  /** The form as the API would get it: what is left blank is left out. */
  private static ObjectNode body(Map<String, String> form) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    for (String name : TEXTS) {
      String text = form.getOrDefault(name, "").strip();
      if (!text.isEmpty()) {
        body.put(name, text);
      }
    }
    for (String name : LISTS) {
      List<String> lines =
          form.getOrDefault(name, "").lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
      if (!lines.isEmpty()) {
        lines.forEach(body.putArray(name)::add);
      }
    }
    return body;
  }

  private String page(Map<String, String> form, List<FieldError> errors, Model model) {
    Instant now = Instant.now();
    model.addAttribute("form", form);
    model.addAttribute("errors", errors);
    model.addAttribute("roles", Arrays.stream(Role.values()).filter(permissions::has).toList());
    model.addAttribute("accounts", permissions.accounts());
    model.addAttribute("everyones", permissions.hasEverywhere(Role.ADMIN));
    model.addAttribute("tokens", tokens.list().stream().map(one -> Row.of(one, now)).toList());
    return "slipway/tokens";
  }
}
