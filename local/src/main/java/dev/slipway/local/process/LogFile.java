package dev.slipway.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The output of one child: a new file at each start and when it is full, the last few kept. */
public record LogFile(Path path) {
  private static final int KEPT = 3;
  // Days of a busy stack; with the older ones a child takes 80 MB at most.
  static final long LIMIT_BYTES = 20L * 1024 * 1024;
  // A stack trace or two; more is in the file.
  private static final int TAIL_BYTES = 16 * 1024;

  /** Makes room for a new file. */
  public void rotate() {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      for (int number = KEPT - 1; number >= 0; number--) {
        move(numbered(number), numbered(number + 1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write logs at %s.".formatted(path), e);
    }
  }

  /** Starts over when the file is full; whatever appends to it continues in the emptied file. */
  public void trim() {
    try {
      if (Files.exists(path) && Files.size(path) > LIMIT_BYTES) {
        for (int number = KEPT - 1; number >= 1; number--) {
          move(numbered(number), numbered(number + 1));
        }
        Files.copy(path, numbered(1), StandardCopyOption.REPLACE_EXISTING);
        Files.write(path, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write logs at %s.".formatted(path), e);
    }
  }

  /** The last lines, oldest first. */
  public List<String> tail(int lines) {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      long from = Math.max(0, file.length() - TAIL_BYTES);
      byte[] bytes = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(bytes);
      List<String> all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      return all.subList(Math.max(0, all.size() - lines), all.size());
    } catch (IOException none) {
      return List.of();
    }
  }

  private Path numbered(int number) {
    return number == 0 ? path : path.resolveSibling(path.getFileName() + "." + number);
  }

  private static void move(Path from, Path to) throws IOException {
    if (Files.exists(from)) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
