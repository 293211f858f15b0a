package dev.slipway.cli.console;

import java.io.InputStream;
import java.util.Optional;

/** Where the command speaks and listens. */
public interface Console {
  /** A line of the result. */
  void out(String line);

  /** A line beside the result: notes, warnings, errors. */
  void err(String line);

  /** Text for the terminal as it is, control sequences included. */
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
