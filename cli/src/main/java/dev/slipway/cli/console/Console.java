package dev.slipway.cli.console;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Where the command speaks and listens. */
public interface Console {
  /** A line of the result; what could steer the terminal is left out, wherever it came from. */
  default void out(String line) {
    print(SafeText.painted(line));
  }

  /** A line beside the result: notes, warnings, errors; as {@link #out}. */
  default void err(String line) {
    printBeside(SafeText.painted(line));
  }

  /** Lines of a display that is drawn over; as {@link #out}. */
  default void drawLines(List<String> lines) {
    lines.forEach(line -> draw(SafeText.painted(line) + "\n"));
  }

  /** A line of the result as it is. */
  void print(String line);

  /** A line beside the result as it is. */
  void printBeside(String line);

  /** Text as it is, control sequences included: only what the command itself has made. */
  void draw(String text);

  /** Whether a person sits at both ends, reading and typing. */
  boolean isTerminal();

  boolean hasColors();

  /** Columns that fit in a line. */
  int width();

  /** What the caller pipes in. */
  InputStream input();

  /** Asks without echo; empty where nobody can answer. */
  Optional<String> askSecret(String question);

  default Paint paint() {
    return new Paint(hasColors());
  }
}
