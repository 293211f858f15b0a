package dev.slipway.cli.defaults;

import dev.slipway.cli.request.UsageError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options that a project's {@code slipway.toml} sets, for those that the caller leaves out. The
 * file lies in the current folder or in one above it.
 */
public final class ProjectDefaults {
  public static final String FILE = "slipway.toml";

  /** A file of options is not longer. */
  private static final int MAX_BYTES = 64 << 10;

  /** A project does not decide for a person, and secrets have no place in its files. */
  private static final Set<String> REFUSED =
      Set.of("yes", "json", "server", "id", "help", "version");

  private final Path file;
  private final List<Setting> settings;

  private ProjectDefaults(Path file, List<Setting> settings) {
    this.file = file;
    this.settings = settings;
  }

  /**
   * The file for this folder.
   *
   * @param verbs the sections that it may have
   */
  public static Optional<ProjectDefaults> find(Path folder, Collection<String> verbs) {
    for (Path here = folder.toAbsolutePath().normalize(); here != null; here = here.getParent()) {
      Path file = here.resolve(FILE);
      if (Files.isRegularFile(file)) {
        return Optional.of(read(file, verbs));
      }
    }
    return Optional.empty();
  }

  private static ProjectDefaults read(Path file, Collection<String> verbs) {
    String text;
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new UsageError(
            "%s: %d bytes (expected: at most %d)".formatted(file, Files.size(file), MAX_BYTES));
      }
      text = Files.readString(file);
    } catch (IOException e) {
      throw new UsageError("%s can't be read: %s".formatted(file, e.getMessage()));
    }
    var defaults = new ProjectDefaults(file, TomlReader.read(FILE, text));
    for (Setting setting : defaults.settings) {
      if (!verbs.contains(setting.verb())) {
        throw wrong(
            setting,
            "[%s] is no verb (expected: such as [deploy]; slipway help lists them)"
                .formatted(setting.verb()));
      }
    }
    return defaults;
  }

  /** Where it was found. */
  public Path file() {
    return file;
  }

  /** Whether it has something for this verb. */
  public boolean isAbout(String verb) {
    return settings.stream().anyMatch(setting -> setting.verb().equals(verb));
  }

  /** The arguments with those that the file adds; what the caller gives has precedence. */
  public String[] add(CommandSpec verb, String[] arguments) {
    List<String> all = new ArrayList<>();
    all.add(arguments[0]);
    for (Setting setting : settings) {
      if (setting.verb().equals(verb.name())) {
        OptionSpec option = option(verb, setting);
        if (!isGiven(option, arguments)) {
          all.addAll(typed(option, setting));
        }
      }
    }
    all.addAll(Arrays.asList(arguments).subList(1, arguments.length));
    return all.toArray(String[]::new);
  }

  private static OptionSpec option(CommandSpec verb, Setting setting) {
    OptionSpec option = verb.findOption("--" + setting.key());
    if (option == null) {
      throw wrong(
          setting,
          "%s has no option --%s (expected: one of %s)"
              .formatted(verb.name(), setting.key(), known(verb)));
    }
    if (REFUSED.contains(setting.key())) {
      throw wrong(setting, "%s can't have a default in a file".formatted(setting.key()));
    }
    if (setting.key().equals("api-key")) {
      setting.values().stream()
          .filter(value -> value.contains("=") && !value.contains("=@"))
          .findFirst()
          .ifPresent(
              value -> {
                throw wrong(
                    setting,
                    "api-key: a key in a file (expected: its NAME, which reads the environment)");
              });
    }
    return option;
  }

  private static String known(CommandSpec verb) {
    return verb.options().stream()
        .map(OptionSpec::longestName)
        .filter(name -> name.startsWith("--"))
        .map(name -> name.substring(2))
        .filter(name -> !REFUSED.contains(name))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static boolean isGiven(OptionSpec option, String[] arguments) {
    return names(option)
        .anyMatch(
            name ->
                Arrays.stream(arguments)
                    .anyMatch(given -> given.equals(name) || given.startsWith(name + "=")));
  }

  private static Stream<String> names(OptionSpec option) {
    return Stream.concat(
        Arrays.stream(option.names()), Stream.of("--no-" + option.longestName().substring(2)));
  }

  private static List<String> typed(OptionSpec option, Setting setting) {
    String name = option.longestName();
    boolean takesNothing = option.arity().max() == 0;
    if (takesNothing != setting.flag() && (takesNothing || option.arity().min() > 0)) {
      throw wrong(
          setting,
          "%s: %s (expected: %s)"
              .formatted(
                  setting.key(),
                  String.join(", ", setting.values()),
                  takesNothing ? "true or false" : "a value"));
    }
    if (setting.flag()) {
      boolean off = setting.isOff();
      return off
          ? (option.negatable() ? List.of("--no-" + setting.key()) : List.of())
          : List.of(name);
    }
    if (setting.values().size() != 1 && !option.isMultiValue()) {
      throw wrong(setting, "%s: a list (expected: one value)".formatted(setting.key()));
    }
    return setting.values().stream().map(value -> name + "=" + value).toList();
  }

  private static UsageError wrong(Setting setting, String what) {
    return new UsageError("%s:%d: %s".formatted(FILE, setting.line(), what));
  }
}
