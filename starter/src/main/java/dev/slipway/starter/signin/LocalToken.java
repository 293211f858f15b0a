package dev.slipway.starter.signin;

import dev.slipway.api.Principal;
import dev.slipway.starter.StarterSettings;
import dev.slipway.starter.policy.ServerRules;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The token of whoever owns this server: whoever can read its file may do everything. */
@Component
public final class LocalToken {
  /** The only subject of the issuer {@link Principal#LOCAL} that holds the token. */
  static final String OWNER = "owner";

  private final Optional<String> value;

  @Autowired
  LocalToken(StarterSettings settings, ServerRules rules) {
    this(file(settings, rules).map(file -> SecretFile.require("slipway.sign-in.token-file", file)));
  }

  private LocalToken(Optional<String> value) {
    this.value = value;
  }

  private static Optional<Path> file(StarterSettings settings, ServerRules rules) {
    Path given = settings.signIn().tokenFile();
    if (given != null) {
      return Optional.of(given);
    }
    return rules.access().issuers().isEmpty()
        ? Optional.of(settings.home().resolve("token"))
        : Optional.empty();
  }

  /** What a session key may be derived from. */
  Optional<String> value() {
    return value;
  }

  boolean exists() {
    return value.isPresent();
  }

  /** The owner, if that is their token; the time it takes says nothing about the token. */
  Optional<SignedIn> check(String presented) {
    return value
        .filter(
            token ->
                MessageDigest.isEqual(
                    token.getBytes(StandardCharsets.UTF_8),
                    presented.getBytes(StandardCharsets.UTF_8)))
        .map(_ -> owner());
  }

  private static SignedIn owner() {
    String name = System.getProperty("user.name", OWNER);
    return new SignedIn(
        new Principal(Principal.LOCAL, OWNER, name, "local token", null), Set.of(), null, null);
  }
}
