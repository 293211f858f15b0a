package dev.slipway.starter.signin;

import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.storage.StarterStorage;
import dev.slipway.starter.storage.TokenStore;
import dev.slipway.storage.artifacts.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import tools.jackson.databind.json.JsonMapper;

/** Tokens for programs: made by somebody, limited, expiring, and kept as hashes only. */
@Component
public final class ApiTokens {
  private static final String PREFIX = "slp_";
  private static final Pattern SHAPE = Pattern.compile("slp_([0-9a-f]{16})_([0-9a-f]{64})");

  /** Another server's revocation is noticed after this time. */
  private static final Duration REMEMBERED = Duration.ofSeconds(10);

  private static final int MAX_REMEMBERED = 1_000;
  private static final int ID_LENGTH = 16;

  private final TokenStore store;
  private final JsonMapper mapper;
  private final Clock clock;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  private record Known(Optional<ApiToken> token, Instant until) {}

  /** A token that was just made; its text is never seen again. */
  public record Made(ApiToken token, String text) {}

  @Autowired
  ApiTokens(StarterStorage storage, JsonMapper mapper) {
    this(storage.tokens(), mapper, Clock.systemUTC());
  }

  ApiTokens(TokenStore store, JsonMapper mapper, Clock clock) {
    this.store = store;
    this.mapper = mapper;
    this.clock = clock;
  }

  static boolean looksLikeOne(String token) {
    return token.startsWith(PREFIX);
  }

  /** Whoever holds the token; 401 if it does not hold, 503 if its store does not answer. */
  SignedIn check(String text) {
    Matcher parts = SHAPE.matcher(text);
    if (!parts.matches()) {
      throw ProblemException.unauthorized(
          "Authorization: an API token that is incomplete or altered (expected: slp_, and"
              + " everything that was shown after it)");
    }
    ApiToken token =
        find(parts.group(1))
            .filter(there -> matches(there.secretSha256(), parts.group(2)))
            .orElseThrow(
                () ->
                    ProblemException.unauthorized(
                        "Authorization: an API token that was revoked or never existed (expected:"
                            + " one that 'slipway tokens' lists)"));
    if (!clock.instant().isBefore(token.expiresAt())) {
      throw ProblemException.unauthorized(
          "Authorization: API token '%s' expired at %s; make another one"
              .formatted(token.name(), token.expiresAt()));
    }
    return token.signedIn();
  }

  /** Whether the token of that id may still be used: neither revoked nor expired. */
  boolean isValid(String id) {
    return find(id).filter(token -> clock.instant().isBefore(token.expiresAt())).isPresent();
  }

  /** Makes a token for somebody. */
  public Made make(String name, SignedIn owner, TokenScope scope, Duration life) {
    String id = SecretFile.random().substring(0, ID_LENGTH);
    String secret = SecretFile.random();
    Instant now = clock.instant();
    var token =
        new ApiToken(
            id,
            name,
            owner.principal(),
            owner.caller().groups(),
            scope,
            hash(secret),
            now,
            now.plus(life));
    store.put(id, mapper.writeValueAsString(token));
    return new Made(token, PREFIX + id + "_" + secret);
  }

  /** A token by its id, expired or not. */
  public Optional<ApiToken> find(String id) {
    Instant now = clock.instant();
    Known before = known.get(id);
    if (before != null && now.isBefore(before.until())) {
      return before.token();
    }
    Optional<ApiToken> token = read(id);
    if (known.size() >= MAX_REMEMBERED) {
      known.clear();
    }
    known.put(id, new Known(token, now.plus(REMEMBERED)));
    return token;
  }

  /** All of them, the newest first. */
  public List<ApiToken> all() {
    return store.ids().stream()
        .flatMap(id -> read(id).stream())
        .sorted(Comparator.comparing(ApiToken::createdAt).reversed())
        .toList();
  }

  public void revoke(ApiToken token) {
    store.remove(token.id());
    known.remove(token.id());
  }

  private Optional<ApiToken> read(String id) {
    try {
      return store.find(id).map(json -> mapper.readValue(json, ApiToken.class));
    } catch (SdkException silent) {
      throw ProblemException.unavailable(
          "The store of API tokens does not answer; try again in a moment.");
    }
  }

  private static boolean matches(String sha256, String secret) {
    return MessageDigest.isEqual(
        HexFormat.of().parseHex(sha256), HexFormat.of().parseHex(hash(secret)));
  }

  private static String hash(String secret) {
    return Sha256.of(secret.getBytes(StandardCharsets.UTF_8));
  }
}
