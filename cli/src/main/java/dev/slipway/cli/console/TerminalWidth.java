package dev.slipway.cli.console;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How many columns the terminal has. */
final class TerminalWidth {
  private static final int USUAL = 80;

  /** Below this nothing can be laid out; longer lines then wrap. */
  private static final int LEAST = 40;

  private TerminalWidth() {}

  static int measure(Map<String, String> environment) {
    int columns = number(environment.getOrDefault("COLUMNS", ""));
    if (columns == 0) {
      columns = fromTerminal();
    }
    return columns == 0 ? USUAL : Math.max(columns, LEAST);
  }

  private static int fromTerminal() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return 0;
      }
      String[] size =
          new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
              .strip()
              .split(" ");
      return size.length == 2 ? number(size[1]) : 0;
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
  }
}
