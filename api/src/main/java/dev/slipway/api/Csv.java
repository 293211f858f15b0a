package dev.slipway.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Facts about AWS that change: files next to the classes, compared with AWS's data by tests. */
final class Csv {
  private Csv() {}

  /** The cells of each line after the first, which names them. */
  static List<String[]> read(String name) {
    try (InputStream file = Objects.requireNonNull(Csv.class.getResourceAsStream(name), name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.split(","))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
