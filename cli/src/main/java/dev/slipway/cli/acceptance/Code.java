package dev.slipway.cli.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/** The agents that are deployed; they are files next to this class. */
enum Code {
  /** Says one, and what it finds in its environment. */
  ONE,
  /** Says two. */
  TWO,
  /** Fails on every call. */
  BROKEN,
  /** Answers in three parts. */
  STREAMING,
  /** Asks a model. */
  MODEL;

  String fileName() {
    return name().toLowerCase(Locale.ROOT) + ".py";
  }

  String text() {
    String name = fileName();
    try (InputStream file = Objects.requireNonNull(Code.class.getResourceAsStream(name), name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
