package dev.slipway.cli.console;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The command's input and output. */
public interface Console {
  /** A line of the result; anything that could control the terminal is removed. */
  default void out(String line) {
    print(SafeText.painted(line));
  }

  /** A line apart from the result: notes, warnings, errors; as {@link #out}. */
  default void err(String line) {
    printBeside(SafeText.painted(line));
  }

  /** Lines of a display that is redrawn; as {@link #out}. */
  default void drawLines(List<String> lines) {
    lines.forEach(line -> draw(SafeText.painted(line) + "\n"));
  }

  /** A line of the result, unchanged. */
  void print(String line);

  /** A line apart from the result, unchanged. */
  void printBeside(String line);

  /** Text unchanged, control sequences included: only for what the command itself produced. */
  void draw(String text);

  /** Whether a person is at both ends, reading and typing. */
  boolean isTerminal();

  boolean hasColors();

  /** Columns that fit on a line. */
  int width();

  /** What the caller pipes in. */
  InputStream input();

  /** Prompts without echo; empty if no one can answer. */
  Optional<String> askSecret(String question);

  /** Asks a question that is answered with y or n; anything but y is a no. */
  boolean confirm(String question);

  /** How the command was called, for the commands that it suggests. */
  default String command() {
    return "slipway";
  }

  default Paint paint() {
    return new Paint(hasColors());
  }
}
