package dev.slipway.local.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The files of the repository that this module is a part of. */
final class Repository {
  private static final Path ROOT = root();

  private Repository() {}

  static Path path(String name) {
    return ROOT.resolve(name);
  }

  static String text(String name) {
    try {
      return Files.readString(path(name));
    } catch (IOException e) {
      throw new AssertionError("%s: not readable".formatted(name), e);
    }
  }

  /** README.md and everything in docs/. */
  static List<String> documents() {
    try (Stream<Path> docs = Files.list(path("docs"))) {
      return Stream.concat(
              Stream.of("README.md"),
              docs.map(file -> "docs/" + file.getFileName()).filter(name -> name.endsWith(".md")))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new AssertionError("docs: not readable", e);
    }
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("docker-compose.yml"))
        ? here
        : Objects.requireNonNull(here.getParent());
  }
}
