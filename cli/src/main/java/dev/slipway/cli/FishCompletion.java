package dev.slipway.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A completion script for fish, which picocli does not write. */
final class FishCompletion {
  private FishCompletion() {}

  static String script(CommandSpec slipway) {
    var script = new StringBuilder("complete -c slipway -f\n");
    for (Map.Entry<String, CommandLine> verb : slipway.subcommands().entrySet()) {
      verb(script, verb.getKey(), verb.getValue().getCommandSpec());
    }
    return script.toString();
  }

  private static void verb(StringBuilder script, String name, CommandSpec verb) {
    String[] header = verb.usageMessage().header();
    line(script, "__fish_use_subcommand", "-a " + name, header.length == 0 ? "" : header[0]);
    String within = "__fish_seen_subcommand_from " + name;
    if (verb.positionalParameters().stream().anyMatch(each -> each.paramLabel().contains("FILE"))) {
      line(script, within, "-F", "");
    }
    verb.subcommands()
        .forEach(
            (own, command) ->
                line(
                    script,
                    within,
                    "-a " + own,
                    command.getCommandSpec().usageMessage().header()[0]));
    for (OptionSpec option : verb.options()) {
      if (option.longestName().startsWith("--") && !option.hidden()) {
        option(script, within, option);
      }
    }
  }

  private static void option(StringBuilder script, String within, OptionSpec option) {
    boolean takesFile = option.paramLabel().contains("FILE");
    String takes = option.arity().max() == 0 ? "" : takesFile ? " -r -F" : " -x";
    String[] description = option.description();
    line(
        script,
        within,
        "-l " + option.longestName().substring(2) + takes,
        description.length == 0 ? "" : description[0]);
  }

  private static void line(StringBuilder script, String when, String what, String description) {
    script.append("complete -c slipway -n '").append(when).append("' ").append(what);
    if (!description.isEmpty()) {
      script.append(" -d ").append(quoted(description));
    }
    script.append('\n');
  }

  private static String quoted(String text) {
    String plain = Ansi.OFF.string(text.replace("%%", "%").replace("%n", " "));
    return "'" + plain.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
