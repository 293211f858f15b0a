package dev.slipway.cli.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.console.Console;
import dev.slipway.project.Project;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Agent code in one file, and where it came from.
 *
 * @param name its name in errors
 */
record SourceFile(String name, String text) implements Source {
  private static final String PIPED = "stdin";

  /** What the server accepts. */
  private static final int LARGEST_BYTES = 5 << 20;

  /** Reads the file, or standard input for {@code -}. */
  static SourceFile read(String file, Console console) {
    boolean piped = "-".equals(file);
    try (InputStream in = piped ? console.input() : Files.newInputStream(regularFile(file))) {
      byte[] bytes = in.readNBytes(LARGEST_BYTES + 1);
      return new SourceFile(piped ? PIPED : file, decoded(file, bytes));
    } catch (IOException e) {
      throw new UsageError("%s can't be read: %s".formatted(file, e.getMessage()));
    }
  }

  /** The author's name for the file goes with the code; code from a pipe has none. */
  @Override
  public void addTo(ObjectNode request) {
    request.put("code", text);
    Path path = Path.of(name).getFileName();
    if (!PIPED.equals(name) && path != null) {
      request.put("file_name", path.toString());
    }
  }

  @Override
  public SortedMap<String, byte[]> files() {
    return new TreeMap<>(Map.of(name, text.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public Optional<Project> folder() {
    return Optional.empty();
  }

  private static Path regularFile(String file) {
    Path path = Path.of(file);
    if (Files.isRegularFile(path)) {
      return path;
    }
    throw new UsageError(
        Files.exists(path)
            ? file + " is not a file (expected: a Python file, a folder, or - for standard input)"
            : file + ": there is no such file");
  }

  private static String decoded(String file, byte[] bytes) {
    if (bytes.length > LARGEST_BYTES) {
      throw new UsageError(file + " is larger than 5 MB (expected: at most 5 MB of agent code)");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new UsageError(file + " is not UTF-8 text (expected: Python source)");
    }
  }
}
