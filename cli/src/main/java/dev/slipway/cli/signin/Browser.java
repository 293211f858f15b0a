package dev.slipway.cli.signin;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The desktop's browser, if there is one. */
public final class Browser {
  private final Map<String, String> environment;

  public Browser(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Opens a web address, which must be printed as well: there may be no browser.
   *
   * @return the command that opens it; empty if there is none
   */
  public Optional<Process> open(String address) {
    return address.matches("https?://.*")
        ? command().flatMap(command -> start(command, address))
        : Optional.empty();
  }

  private Optional<Path> command() {
    // Elsewhere 'open' is another program; and without a display xdg-open starts one for terminals.
    boolean mac = System.getProperty("os.name", "").startsWith("Mac");
    boolean display = has("DISPLAY") || has("WAYLAND_DISPLAY");
    return mac ? onPath("open") : display ? onPath("xdg-open") : Optional.empty();
  }

  private boolean has(String variable) {
    return !environment.getOrDefault(variable, "").isBlank();
  }

  private Optional<Path> onPath(String name) {
    return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Optional<Process> start(Path command, String address) {
    try {
      return Optional.of(
          new ProcessBuilder(command.toString(), address)
              .redirectInput(Redirect.from(new File("/dev/null")))
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
