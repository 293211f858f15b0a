package dev.slipway.local.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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

  /** What people read: the documents next to README.md, and everything in docs/. */
  static List<String> documents() {
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.walk(path("docs"))) {
      return Stream.concat(top, docs)
          .map(file -> ROOT.relativize(file).toString())
          .filter(name -> name.endsWith(".md"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new AssertionError("docs: not readable", e);
    }
  }

  /** Documents that name classes. */
  static List<String> aboutTheCode() {
    return documents().stream()
        .filter(name -> name.matches("docs/((architecture|testing)|decisions/.*)\\.md"))
        .toList();
  }

  /** The names of all classes that have a file of their own, tests included. */
  static Set<String> classes() {
    try (Stream<Path> modules = Files.list(ROOT)) {
      return modules
          .map(module -> module.resolve("src"))
          .filter(Files::isDirectory)
          .flatMap(Repository::below)
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> below(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("docker-compose.yml")) ? here : here.resolve("..").normalize();
  }
}
