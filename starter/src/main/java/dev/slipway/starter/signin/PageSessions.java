package dev.slipway.starter.signin;

import dev.slipway.api.Principal;
import dev.slipway.starter.StarterSettings;
import dev.slipway.starter.policy.ServerRules;
import dev.slipway.starter.problems.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The sessions of browsers. Each is a signed cookie, so no server has to remember it. */
@Component
public final class PageSessions {
  /** A working day; then the identity provider is asked again. */
  private static final Duration LIFE = Duration.ofHours(12);

  /** Long enough to find the address that {@code up} printed, short enough to be forgotten. */
  private static final Duration LINK_LIFE = Duration.ofHours(1);

  /** A browser goes back to a command line, or connects, at once. */
  private static final Duration CODE_LIFE = Duration.ofMinutes(1);

  private static final String TICKET = "ticket";
  private static final String CLI = "cli-login";
  private static final String CHALLENGE = "challenge";
  private static final String SESSION = "session";
  private static final String LINK = "page-link";

  private static final String IDENTITY = "identity";

  private final JsonMapper mapper;
  private final Seal seal;
  private final UsedOnce used;
  private final boolean secure;
  private final SealedCookie session;
  private final Set<String> namedGroups;
  private final ApiTokens tokens;

  /**
   * Who is signed in, as the cookie holds it.
   *
   * @param ends when the sign-in itself ends, whatever is made of it: a session can't renew itself
   */
  private record Identity(
      Principal principal,
      Set<String> groups,
      @Nullable TokenScope scope,
      @Nullable Instant ends) {}

  @Autowired
  PageSessions(
      StarterSettings settings,
      LocalToken local,
      ServerRules rules,
      ApiTokens tokens,
      JsonMapper mapper) {
    this(
        mapper,
        new Seal(secret(settings.signIn().keyFile(), local), Clock.systemUTC()),
        new UsedOnce(Clock.systemUTC()),
        settings.publicUrl() != null && "https".equals(settings.publicUrl().getScheme()),
        rules.policy().groups(),
        tokens);
  }

  private PageSessions(
      JsonMapper mapper,
      Seal seal,
      UsedOnce used,
      boolean secure,
      Set<String> namedGroups,
      ApiTokens tokens) {
    this.tokens = tokens;
    this.mapper = mapper;
    this.seal = seal;
    this.used = used;
    this.secure = secure;
    // A name that begins with __Host- is only accepted from us, over TLS, by every browser.
    String name = secure ? "__Host-slipway-session" : "slipway-session";
    this.session = new SealedCookie(seal, SESSION, name, "/", secure);
    this.namedGroups = namedGroups;
  }

  private static String secret(@Nullable Path keyFile, LocalToken local) {
    return keyFile == null
        ? local.value().orElseGet(SecretFile::random)
        : SecretFile.require("slipway.sign-in.key-file", keyFile);
  }

  /** Where sign-ins that are at their provider are remembered. */
  PendingSignIns pending() {
    return new PendingSignIns(seal, mapper, secure);
  }

  /** Starts a session in the browser that gets the response. */
  public void begin(SignedIn who, HttpServletResponse response) {
    Duration life = atMost(LIFE, who);
    session.set(claims(who, Instant.now().plus(life)), life, response);
  }

  /** Nothing that is made of a sign-in outlives it; what has just ended is used no more. */
  private static Duration atMost(Duration life, SignedIn who) {
    Duration left = who.until().map(until -> Duration.between(Instant.now(), until)).orElse(life);
    if (!left.isPositive()) {
      throw ProblemException.unauthorized(
          "This sign-in has ended (expected: another one; see /sign-in)");
    }
    return left.compareTo(life) < 0 ? left : life;
  }

  /** Ends the session of the browser that gets the response. */
  public void end(HttpServletResponse response) {
    session.remove(response);
  }

  /** Whoever the request's browser is signed in as. */
  Optional<SignedIn> of(HttpServletRequest request) {
    return session.find(request).flatMap(this::read);
  }

  /** Something that is used once, and until when it can be. */
  public record Link(String code, Instant expiresAt) {}

  /** A link that signs a browser in once. */
  public Link link(SignedIn who) {
    Duration life = atMost(LINK_LIFE, who);
    return new Link(seal.seal(LINK, life, claims(who)), Instant.now().plus(life));
  }

  /** Whom the code of a link stands for; nobody if it has expired or was used on this server. */
  public Optional<SignedIn> redeem(String linkCode) {
    return seal.open(LINK, linkCode).filter(used::first).flatMap(this::read);
  }

  /** A ticket for one connection of a browser that can't send a token with it. */
  public Link ticket(SignedIn who) {
    Duration life = atMost(CODE_LIFE, who);
    return new Link(seal.seal(TICKET, life, claims(who)), Instant.now().plus(life));
  }

  /** Whom a ticket stands for; nobody if it has expired or was used on this server. */
  Optional<SignedIn> redeemTicket(String ticket) {
    return seal.open(TICKET, ticket).filter(used::first).flatMap(this::read);
  }

  /** A code with which a command line can get a token, if it proves that it began the sign-in. */
  public String cliCode(SignedIn who, String challenge) {
    Map<String, Object> claims = new HashMap<>(claims(who));
    claims.put(CHALLENGE, challenge);
    return seal.seal(CLI, atMost(CODE_LIFE, who), claims);
  }

  /** Whom such a code stands for; nobody unless the verifier is the challenge's. */
  public Optional<SignedIn> redeemCli(String code, String verifier) {
    return seal.open(CLI, code)
        .filter(jwt -> challengeOf(verifier).equals(jwt.getClaimAsString(CHALLENGE)))
        .filter(used::first)
        .flatMap(this::read);
  }

  private static String challengeOf(String verifier) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Seal.sha256(verifier));
  }

  private Map<String, Object> claims(SignedIn who) {
    return claims(who, who.until().orElse(null));
  }

  private Map<String, Object> claims(SignedIn who, @Nullable Instant ends) {
    // Browsers drop a cookie of more than 4 KB, and some people are in hundreds of groups.
    Set<String> groups =
        who.caller().groups().stream()
            .filter(namedGroups::contains)
            .collect(Collectors.toUnmodifiableSet());
    var identity = new Identity(who.principal(), groups, who.scope().orElse(null), ends);
    return Map.of(IDENTITY, mapper.writeValueAsString(identity));
  }

  /** Whom it stands for; no one once the API token that they began it with is no longer valid. */
  private Optional<SignedIn> read(Jwt sealed) {
    Identity who =
        mapper.readValue(Objects.requireNonNull(sealed.getClaimAsString(IDENTITY)), Identity.class);
    String token = who.principal().tokenId();
    boolean ended = who.ends() != null && !who.ends().isAfter(Instant.now());
    return !ended && (token == null || tokens.isValid(token))
        ? Optional.of(new SignedIn(who.principal(), who.groups(), who.scope(), who.ends()))
        : Optional.empty();
  }
}
