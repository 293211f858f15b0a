package dev.slipway.cli.defaults;

import dev.slipway.cli.request.UsageError;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options that a project's {@code slipway.toml} sets, for those that the caller leaves out. */
public final class ProjectDefaults {
  /** A project does not decide for a person, and secrets have no place in its files. */
  private static final Set<String> REFUSED =
      Set.of(
          "yes",
          "json",
          "server",
          "id",
          "help",
          "version",
          "code",
          "reason",
          "skip-resource",
          "to");

  /** What a caller types to have none of it. */
  private static final Map<String, String> INSTEAD =
      Map.of("--smoke-prompt", "--no-smoke", "--smoke-expect", "--no-smoke");

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** What the labels of options call a file or folder of the caller's machine. */
  private static final Set<String> PATHS = Set.of("FILE", "DIR");

  private final Path file;
  private final List<Setting> settings;

  private ProjectDefaults(Path file, List<Setting> settings) {
    this.file = file;
    this.settings = settings;
  }

  /**
   * What a file sets.
   *
   * @param verbs the sections that it may have
   */
  public static ProjectDefaults read(ProjectFile file, Collection<String> verbs) {
    file.requireUsable();
    var defaults =
        new ProjectDefaults(file.path(), TomlReader.read(file.path().toString(), file.text()));
    for (Setting setting : defaults.settings) {
      if (!verbs.contains(setting.verb())) {
        throw defaults.wrong(
            setting,
            "[%s] is no verb (expected: such as [deploy] or [check])".formatted(setting.verb()));
      }
    }
    return defaults;
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

  private OptionSpec option(CommandSpec verb, Setting setting) {
    OptionSpec option = verb.findOption("--" + setting.key());
    if (option == null) {
      throw wrong(
          setting,
          "%s has no option --%s (expected: one of %s)"
              .formatted(verb.name(), setting.key(), known(verb)));
    }
    if (isRefused(setting.verb(), setting.key())) {
      throw wrong(setting, "%s can't have a default in a file".formatted(setting.key()));
    }
    if (setting.key().equals("api-key")
        && !setting.values().stream().allMatch(value -> VARIABLE.matcher(value).matches())) {
      // The value may be a key: it is not repeated.
      throw wrong(
          setting,
          "api-key: more than a name (expected: its NAME, which reads the environment's NAME)");
    }
    return option;
  }

  /** The conversation that an invoke continues is its caller's; a deploy's session is a setting. */
  private static boolean isRefused(String verb, String key) {
    return REFUSED.contains(key) || (verb.equals("invoke") && key.equals("session"));
  }

  private static String known(CommandSpec verb) {
    return verb.options().stream()
        .filter(option -> !isOneWay(option))
        .map(OptionSpec::longestName)
        .filter(name -> name.startsWith("--"))
        .map(name -> name.substring(2))
        .filter(name -> !isRefused(verb.name(), name))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** A flag that, once it is in a file, the caller could not take back. */
  private static boolean isOneWay(OptionSpec option) {
    return option.arity().max() == 0 && !option.negatable();
  }

  private static boolean isGiven(OptionSpec option, String[] arguments) {
    String instead = INSTEAD.get(option.longestName());
    if (instead != null && List.of(arguments).contains(instead)) {
      return true;
    }
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

  private List<String> typed(OptionSpec option, Setting setting) {
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
      if (isOneWay(option)) {
        throw wrong(
            setting,
            "%s: nobody could turn it off again (expected: typed, as %s)"
                .formatted(setting.key(), name));
      }
      if (setting.isOff() && !option.negatable()) {
        throw wrong(setting, "%s: false (expected: true or a value)".formatted(setting.key()));
      }
      return List.of(setting.isOff() ? "--no-" + setting.key() : name);
    }
    if (setting.values().size() != 1 && !option.isMultiValue()) {
      throw wrong(setting, "%s: a list (expected: one value)".formatted(setting.key()));
    }
    boolean isPath = PATHS.containsAll(List.of(option.paramLabel().split("\\|", -1)));
    return setting.values().stream()
        .map(value -> name + "=" + (isPath ? besideFile(setting, value) : value))
        .toList();
  }

  /** A path in the file means the same wherever the command is called. */
  private String besideFile(Setting setting, String path) {
    try {
      return file.resolveSibling(path).toString();
    } catch (InvalidPathException e) {
      throw wrong(setting, setting.key() + ": no path of this system (expected: a file or folder)");
    }
  }

  private UsageError wrong(Setting setting, String what) {
    return new UsageError("%s:%d: %s".formatted(file, setting.line(), what));
  }
}
