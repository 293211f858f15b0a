package dev.slipway.cli.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The process's own streams, always in UTF-8: output must not depend on the locale. */
public final class SystemConsole implements Console {
  /** For tables and timelines in files and pipes. */
  private static final int WIDTH_WITHOUT_TERMINAL = 120;

  private final OutputStream out = new FileOutputStream(FileDescriptor.out);
  private final PrintStream err =
      new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
  private final Map<String, String> environment;
  private final boolean terminal;
  private int width;

  public SystemConsole(Map<String, String> environment) {
    this.environment = environment;
    this.terminal = systemConsole().isPresent() && !"dumb".equals(environment.get("TERM"));
  }

  private static Optional<java.io.Console> systemConsole() {
    return Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal);
  }

  @Override
  public void print(String line) {
    write(line + "\n");
  }

  /** A script must not take half of an answer for all of it, nor follow a log for no reader. */
  private void write(String text) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      if (!reason.contains("Broken pipe")) { // as of "| head", which has what it wants
        err.println("The output can't be written: " + reason);
      }
      Runtime.getRuntime().halt(ExitCode.FAILED);
    }
  }

  @Override
  public void printBeside(String line) {
    err.print(line + "\n");
    err.flush();
  }

  @Override
  public void draw(String text) {
    write(text);
  }

  @Override
  public boolean isTerminal() {
    return terminal;
  }

  @Override
  public boolean hasColors() {
    return terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  @Override
  public int width() {
    if (width == 0) {
      width = terminal ? TerminalWidth.measure(environment) : WIDTH_WITHOUT_TERMINAL;
    }
    return width;
  }

  @Override
  public InputStream input() {
    return System.in;
  }

  @Override
  public boolean confirm(String question) {
    return systemConsole()
        .map(console -> console.readLine("%s [y/N] ", question))
        .filter(answer -> answer.strip().toLowerCase(Locale.ROOT).matches("y|yes"))
        .isPresent();
  }

  @Override
  public String command() {
    return environment.getOrDefault("SLIPWAY_COMMAND", "slipway");
  }

  @Override
  public Optional<String> askSecret(String question) {
    return systemConsole().map(console -> console.readPassword("%s: ", question)).map(String::new);
  }
}
