package dev.slipway.cli.defaults;

import dev.slipway.cli.request.UsageError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A project's file of options: in the current folder or in one above it, up to the repository's top
 * or the home folder.
 *
 * @param path where it is
 * @param text what is in it, whoever wrote it
 */
public record ProjectFile(Path path, String text) {
  public static final String NAME = "slipway.toml";

  /** A file of options is not longer. */
  private static final int MAX_BYTES = 64 << 10;

  /** A misspelled section must not let it send less than the project wants. */
  private static final Set<String> NEVER_WITHOUT = Set.of("deploy");

  /** The file for this folder; what lies beyond the project is no one's default. */
  public static Optional<ProjectFile> find(Path folder, Map<String, String> environment) {
    for (Path here = folder.toAbsolutePath().normalize(); here != null; here = here.getParent()) {
      Path file = here.resolve(NAME);
      if (Files.isRegularFile(file)) {
        return Optional.of(new ProjectFile(file, read(file)));
      }
      if (Files.exists(here.resolve(".git")) || isHome(here, environment)) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static boolean isHome(Path folder, Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    try {
      return !home.isEmpty() && Files.isSameFile(folder, Path.of(home));
    } catch (IOException e) {
      return false; // There is no such folder.
    }
  }

  private static String read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MAX_BYTES + 1), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return ""; // Said by requireUsable.
    }
  }

  /** Whether a mistake in it stops this verb. */
  public boolean concerns(String verb) {
    return NEVER_WITHOUT.contains(verb)
        || Pattern.compile("(?m)^[ \\t]*\\[[ \\t]*" + Pattern.quote(verb) + "[ \\t]*]")
            .matcher(text)
            .find();
  }

  /** Refuses a file that can't be read, or that someone else decides about. */
  void requireUsable() {
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new UsageError(
            "%s: %d bytes (expected: at most %d)".formatted(path, Files.size(path), MAX_BYTES));
      }
      if (!Files.isReadable(path)) {
        throw new UsageError("%s can't be read".formatted(path));
      }
      Trust.require(path);
    } catch (IOException e) {
      throw new UsageError("%s can't be read: %s".formatted(path, e.getMessage()));
    }
  }
}
