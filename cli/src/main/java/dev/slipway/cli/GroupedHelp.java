package dev.slipway.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.CommandSpec;

/** Lists verbs by what somebody wants to do, not one below the other. */
final class GroupedHelp extends Help {
  private static final Map<String, List<String>> GROUPS = groups();

  GroupedHelp(CommandSpec spec, ColorScheme colors) {
    super(spec, colors);
  }

  private static Map<String, List<String>> groups() {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    groups.put("Before you deploy", List.of("check", "estimate", "health"));
    groups.put("Deploy and watch", List.of("deploy", "list", "show", "watch", "logs", "audit"));
    groups.put("Decide", List.of("approve", "reject", "retry", "abort", "cancel"));
    groups.put("Live agents", List.of("agents", "agent", "invoke", "agent-logs"));
    groups.put("Change a live agent", List.of("rollback", "destroy"));
    return groups;
  }

  @Override
  public String commandList() {
    if (!commandSpec().name().equals("slipway")) {
      return super.commandList();
    }
    Map<String, Help> rest = new LinkedHashMap<>(subcommands());
    StringBuilder text = new StringBuilder();
    GROUPS.forEach(
        (title, names) -> {
          text.append("%n%s%n".formatted(colorScheme().ansi().string("@|bold " + title + "|@")));
          names.forEach(name -> line(text, name, rest.remove(name)));
        });
    text.append("%n%s%n".formatted(colorScheme().ansi().string("@|bold And|@")));
    rest.forEach((name, help) -> line(text, name, help));
    return text.toString();
  }

  private static void line(
      StringBuilder text, String name, @org.jspecify.annotations.Nullable Help help) {
    if (help != null) {
      String[] header = help.commandSpec().usageMessage().header();
      String what = header.length == 0 ? "" : header[0];
      text.append("  %-11s %s%n".formatted(name, Ansi.OFF.string(what)));
    }
  }
}
