package dev.slipway.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Groups verbs, and the many options of a deployment, by purpose. */
final class GroupedHelp extends Help {
  private static final List<Group> VERBS =
      List.of(
          Group.of("Before you deploy", "check estimate policy health acceptance"),
          Group.of("Deploy and watch", "deploy list show watch logs open audit"),
          Group.of("Decide", "approve reject retry abort cancel"),
          Group.of("Live agents", "agents agent source diff invoke agent-logs drift"),
          Group.of("Change a live agent", "rollback redeploy ttl destroy"),
          Group.of("Sign in", "login logout whoami tokens"),
          Group.of("Run Slipway itself", "workers"));

  private static final List<Group> OPTIONS =
      List.of(
          Group.of(
              "Which agent, and why",
              "--name --account --stack --region --tag --reason --id --ttl"),
          Group.of(
              "Runtime and configuration",
              "--target --entry --runtime --arch --memory --timeout --storage --env --api-key --require --session --session-idle --session-lifetime --isolation"),
          Group.of("What it may do in AWS", "--permissions --managed-policy --execution-role"),
          Group.of(
              "How it is called",
              "--url --public --cors --invoke-mode --api --subnet --security-group"),
          Group.of(
              "Safety", "--plan --approval --on-failure --smoke-prompt --smoke-expect --no-smoke"),
          Group.of("Queue and schedule", "--queue-policy --not-before --not-after"),
          Group.of("Operation", "--reserved --provisioned --tracing --log-days"));

  /** Names that are listed together. */
  private record Group(String title, List<String> names) {
    static Group of(String title, String names) {
      return new Group(title, List.of(names.split(" ")));
    }
  }

  GroupedHelp(CommandSpec spec, ColorScheme colors) {
    super(spec, colors);
  }

  @Override
  public String commandList() {
    if (!commandSpec().name().equals("slipway")) {
      return super.commandList();
    }
    Map<String, Help> rest = new LinkedHashMap<>(subcommands());
    StringBuilder text = new StringBuilder();
    for (Group group : VERBS) {
      text.append(title(group.title()));
      group.names().forEach(name -> line(text, name, rest.remove(name)));
    }
    text.append(title("Other"));
    rest.forEach((name, help) -> line(text, name, help));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, @Nullable Help help) {
    if (help != null) {
      String[] header = help.commandSpec().usageMessage().header();
      String what = header.length == 0 ? "" : header[0];
      text.append("  %-11s %s%n".formatted(name, Ansi.OFF.string(what)));
    }
  }

  @Override
  public String optionList() {
    if (!commandSpec().name().equals("deploy")) {
      return super.optionList();
    }
    List<OptionSpec> rest = new ArrayList<>(commandSpec().options());
    StringBuilder text = new StringBuilder();
    for (Group group : OPTIONS) {
      List<OptionSpec> listed =
          group.names().stream().map(name -> commandSpec().findOption(name)).toList();
      text.append(title(group.title())).append(optionListExcludingGroups(listed));
      rest.removeAll(listed);
    }
    return text.append(title("Other")).append(optionListExcludingGroups(rest)).toString();
  }

  private String title(String title) {
    return "%n%s%n".formatted(colorScheme().ansi().string("@|bold " + title + "|@"));
  }
}
