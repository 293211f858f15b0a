package dev.slipway.cli.signin;

import dev.slipway.cli.http.ServerAddress;
import dev.slipway.cli.http.Token;
import dev.slipway.cli.request.UsageError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the token for a server: the environment's, else what 'slipway login' stored for it, else
 * that of the local stack, which no other machine gets to see.
 */
public final class TokenSource {
  /** For scripts and continuous integration. */
  public static final String VARIABLE = "SLIPWAY_TOKEN";

  private static final String HOME = "SLIPWAY_HOME";

  private final Map<String, String> environment;

  public TokenSource(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The token to send; empty if there is none. */
  public Optional<FoundToken> find(ServerAddress server) {
    return fromEnvironment()
        .or(() -> stored(server))
        .or(() -> server.isLoopback() ? ofLocalStack() : Optional.empty());
  }

  /** Whether a token in the environment goes before all others. */
  public boolean isInEnvironment() {
    return !variable().isBlank();
  }

  public Credentials credentials() {
    return Credentials.of(environment);
  }

  private Optional<FoundToken> fromEnvironment() {
    String name = "$" + VARIABLE;
    return isInEnvironment()
        ? Optional.of(new FoundToken(token(name, variable()), name))
        : Optional.empty();
  }

  private String variable() {
    return environment.getOrDefault(VARIABLE, "");
  }

  private Optional<FoundToken> stored(ServerAddress server) {
    return credentials().find(server).map(token -> new FoundToken(token, "slipway login"));
  }

  private Optional<FoundToken> ofLocalStack() {
    String home = environment.getOrDefault(HOME, "");
    if (home.isBlank()) {
      return Optional.empty();
    }
    Path file = Path.of(home, "token");
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(Token.LARGEST + 2), StandardCharsets.UTF_8);
      return Optional.of(new FoundToken(token(file.toString(), text), file.toString()));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UsageError("%s can't be read: %s".formatted(file, e.getClass().getSimpleName()));
    }
  }

  private static Token token(String where, String text) {
    return Token.in(text)
        .orElseThrow(
            () -> new UsageError(where + ": not a token (expected: one word, such as slp_…)"));
  }
}
