package dev.slipway.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the environment and collects everything that is wrong with it. */
final class SettingsReading {
  // Finding programs and talking to the network; the rest of a caller's environment (credentials
  // above all) stays out, as the emulator passes its own on to the agents it runs.
  private static final List<String> PASSED_ON =
      List.of(
          "PATH",
          "LANG",
          "LC_ALL",
          "TZ",
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "NO_PROXY",
          "http_proxy",
          "https_proxy",
          "no_proxy",
          "SSL_CERT_FILE",
          "REQUESTS_CA_BUNDLE");

  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();

  SettingsReading(Map<String, String> environment) {
    this.environment = environment;
  }

  LocalSettings settings() {
    Path home = absolute("SLIPWAY_HOME", Path.of(".slipway").toAbsolutePath());
    Path tools = absolute("SLIPWAY_TOOLS", home.resolve("tools"));
    boolean emulator = isEmulator();
    return new LocalSettings(
        new HomeDirectory(home),
        ports(),
        emulator,
        emulator ? "" : endpoint(),
        firstOf(List.of("AWS_REGION", "AWS_DEFAULT_REGION"), LocalSettings.DEFAULT_REGION),
        new Tools(
            absolute("SLIPWAY_TEMPORAL", tools.resolve("temporal/bin/temporal")),
            absolute("SLIPWAY_MINISTACK", tools.resolve("ministack/bin/ministack")),
            absolute("SLIPWAY_SAM", tools.resolve("sam/bin/sam")),
            absolute("SLIPWAY_UV", tools.resolve("sam/bin/uv")),
            absolute("SLIPWAY_PYTHON", tools.resolve("sam/bin/python"))),
        passedOn());
  }

  private Path absolute(String name, Path otherwise) {
    String value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      return otherwise;
    }
    Path path = Path.of(value);
    if (!path.isAbsolute()) {
      problems.add("%s: '%s' (expected: an absolute path)".formatted(name, value));
    }
    return path.normalize();
  }

  private Ports ports() {
    String value = environment.getOrDefault("SLIPWAY_PORT_BASE", "");
    String digits =
        value.isBlank() ? Integer.toString(LocalSettings.DEFAULT_PORT_BASE) : value.strip();
    if (digits.matches("\\d{1,5}")) {
      int base = Integer.parseInt(digits);
      if (base >= Ports.FIRST && base <= Ports.LAST) {
        return new Ports(base, withTemporalUi());
      }
    }
    problems.add(
        "SLIPWAY_PORT_BASE: '%s' (expected: %d to %d; it and the next three are used)"
            .formatted(value, Ports.FIRST, Ports.LAST));
    return new Ports(LocalSettings.DEFAULT_PORT_BASE, withTemporalUi());
  }

  private boolean withTemporalUi() {
    String value = environment.getOrDefault("SLIPWAY_TEMPORAL_PAGE", "");
    if (!value.isBlank() && !value.equals("on") && !value.equals("off")) {
      problems.add("SLIPWAY_TEMPORAL_PAGE: '%s' (expected: on or off)".formatted(value));
    }
    return value.equals("on");
  }

  private boolean isEmulator() {
    String value = environment.getOrDefault("SLIPWAY_AWS", "emulator");
    if (!value.equals("emulator") && !value.equals("real")) {
      problems.add("SLIPWAY_AWS: '%s' (expected: emulator or real)".formatted(value));
    }
    return !value.equals("real");
  }

  private String endpoint() {
    String value = environment.getOrDefault("AWS_ENDPOINT_URL", "").strip();
    if (!value.isEmpty() && !value.matches("https?://[^/\\s]+/?")) {
      problems.add("AWS_ENDPOINT_URL: '%s' (expected: an http or https address)".formatted(value));
    }
    return value;
  }

  private String firstOf(List<String> names, String otherwise) {
    return names.stream()
        .map(name -> environment.getOrDefault(name, ""))
        .filter(value -> !value.isBlank())
        .findFirst()
        .orElse(otherwise);
  }

  private Map<String, String> passedOn() {
    Map<String, String> chosen = new TreeMap<>();
    environment.forEach(
        (name, value) -> {
          if (PASSED_ON.contains(name) || name.startsWith("MINISTACK_BEDROCK_")) {
            chosen.put(name, value);
          }
        });
    return chosen;
  }

  void requireExecutable(String name, Path path) {
    if (!Files.isExecutable(path)) {
      problems.add("%s: %s (expected: a program; ./slipway up installs it)".formatted(name, path));
    }
  }

  void failIfAnyProblem() throws InvalidSettings {
    if (!problems.isEmpty()) {
      throw new InvalidSettings(problems);
    }
  }
}
