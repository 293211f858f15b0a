package dev.slipway.cli.signin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.ServerAddress;
import dev.slipway.cli.http.Token;
import dev.slipway.cli.request.UsageError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that 'slipway login' got, one for each server, in a file that only its owner reads.
 */
public final class Credentials {
  private static final String SERVERS = "servers";

  private final Path file;

  private Credentials(Path file) {
    this.file = file;
  }

  static Credentials of(Map<String, String> environment) {
    Path configured = Path.of(environment.getOrDefault("XDG_CONFIG_HOME", ""));
    // The specification of XDG_CONFIG_HOME: relative paths are to be ignored.
    Path folder = configured.isAbsolute() ? configured : home(environment).resolve(".config");
    return new Credentials(folder.resolve("slipway").resolve("credentials.json"));
  }

  private static Path home(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    return Path.of(home.isBlank() ? System.getProperty("user.home", "") : home);
  }

  public Path file() {
    return file;
  }

  /** The token of a server. */
  public Optional<Token> find(ServerAddress server) {
    JsonNode entry = read().path(SERVERS).path(server.key());
    if (entry.isMissingNode()) {
      return Optional.empty();
    }
    return Optional.of(Token.in(entry.path("token").asText("")).orElseThrow(this::malformed));
  }

  /**
   * Stores the token of a server, in place of an earlier one.
   *
   * @param expiresAt for people who look into the file; absent when it does not expire
   */
  public void put(ServerAddress server, Token token, @Nullable String expiresAt) {
    ObjectNode all = read();
    ObjectNode entry = all.withObject("/" + SERVERS).putObject(server.key());
    entry.put("token", token.value());
    Json.put(entry, "expires_at", expiresAt);
    write(all);
  }

  /** Forgets the token of a server. */
  public void remove(ServerAddress server) {
    ObjectNode all = read();
    all.withObject("/" + SERVERS).remove(server.key());
    write(all);
  }

  private ObjectNode read() {
    try {
      JsonNode all = Json.parse(Files.readString(file)).orElseThrow(this::malformed);
      if (!(all instanceof ObjectNode object) || !all.path(SERVERS).isObject()) {
        throw malformed();
      }
      return object;
    } catch (NoSuchFileException none) {
      return Json.object();
    } catch (IOException e) {
      throw new UsageError("%s can't be read: %s".formatted(file, e.getClass().getSimpleName()));
    }
  }

  private UsageError malformed() {
    return new UsageError(
        "%s: not what 'slipway login' writes (expected: {\"servers\": {\"ADDRESS\": {\"token\": …}}}). "
                .formatted(file)
            + "Repair it, or delete it and sign in again.");
  }

  private void write(ObjectNode all) {
    try {
      Path folder = makeFolder();
      Path fresh =
          Files.createTempFile(folder, "credentials", ".new"); // Readable by its owner only.
      try {
        Files.writeString(fresh, Json.pretty(all) + "\n");
        Files.move(
            fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw new UsageError("%s can't be written: %s".formatted(file, e.getClass().getSimpleName()));
    }
  }

  private Path makeFolder() throws IOException {
    Path folder = file.resolveSibling("");
    Files.createDirectories(folder);
    if (Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
    return folder;
  }
}
