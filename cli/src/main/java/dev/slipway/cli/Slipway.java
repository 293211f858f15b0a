package dev.slipway.cli;

import dev.slipway.cli.commands.Session;
import dev.slipway.cli.commands.Verbs;
import dev.slipway.cli.console.SystemConsole;
import dev.slipway.cli.defaults.ProjectDefaults;
import dev.slipway.cli.defaults.ProjectFile;
import dev.slipway.cli.follow.ReconnectPolicy;
import dev.slipway.cli.request.UsageError;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The slipway command. */
@Command(
    name = "slipway",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    usageHelpAutoWidth = true,
    synopsisSubcommandLabel = "VERB",
    header = "Slipway launches AI agents and never leaves one half in the water.",
    footer = {
      "",
      "From code to a live agent:",
      "  slipway check agent.py                      is the code deployable?",
      "  slipway deploy agent.py --name weather      deploy it, wait until it answers",
      "  slipway invoke weather \"Hello\"              ask it",
      "When something goes wrong:",
      "  slipway list --status parked                what is waiting for someone?",
      "  slipway show ID                             timeline, failure, next action",
      "  slipway retry ID --memory 1024              continue where it stopped",
      "In scripts:",
      "  slipway deploy agent.py --name weather --json | jq -r .outputs.function_arn",
      "  source <(slipway completion bash)           tab completion",
      "",
      "Exit codes: 0 done, 1 the deployment or check failed, 2 wrong usage, or refused (also",
      "without a sign-in or a role), 3 server not reachable, 4 canceled, 5 parked or awaiting",
      "approval.",
      "A project's defaults: slipway.toml, with [deploy] and options as keys.",
      "The server is $SLIPWAY_URL, else http://127.0.0.1:8480; $SLIPWAY_TOKEN, or 'slipway",
      "login', says who you are. More: 'slipway help VERB'."
    })
public final class Slipway {
  private static final Set<String> HELP = Set.of("--help", "-h");

  private Slipway() {}

  /** Runs the command and exits with its exit code. */
  public static void main(String[] args) {
    var console = new SystemConsole(System.getenv());
    var reconnects = new ReconnectPolicy(InstantSource.system(), Thread::sleep);
    var session = new Session(console, System.getenv(), reconnects, ZoneId.systemDefault());
    System.exit(run(session, Path.of(""), args));
  }

  /** Runs it in a folder, whose project may have defaults. */
  static int run(Session session, Path folder, String... args) {
    CommandLine slipway = new CommandLine(new Slipway());
    String verb = args.length == 0 ? "" : args[0];
    // Each is a command line of its own first: only that applies its model transformer.
    Verbs.needed(session, verb).forEach(each -> slipway.addSubcommand(new CommandLine(each)));
    slipway.addSubcommand(new HelpCommand());
    slipway.addSubcommand(new Completion());
    var errors = new ErrorReport(session.console(), List.of(args).contains("--json"));
    slipway
        .setOut(new PrintWriter(new LineWriter(session.console()::out), true))
        .setErr(new PrintWriter(new LineWriter(session.console()::err), true))
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                session.console().hasColors()
                    ? CommandLine.Help.Ansi.ON
                    : CommandLine.Help.Ansi.OFF))
        .setUsageHelpWidth(Math.clamp(session.console().width(), 60, 110))
        .setHelpFactory(GroupedHelp::new)
        .setParameterExceptionHandler(errors::wrongUsage)
        .setExecutionExceptionHandler(errors::failure);
    if (args.length == 0) {
      return slipway.execute("--help");
    }
    try {
      return slipway.execute(withDefaults(session, folder, slipway, args));
    } catch (UsageError wrongFile) {
      return errors.wrongFile(wrongFile);
    }
  }

  private static String[] withDefaults(
      Session session, Path folder, CommandLine slipway, String[] args) {
    String verb = args[0];
    CommandLine called = Verbs.NAMES.contains(verb) ? slipway.getSubcommands().get(verb) : null;
    ProjectFile file = ProjectFile.find(folder, session.environment()).orElse(null);
    if (called == null || file == null || Stream.of(args).anyMatch(HELP::contains)) {
      return args;
    }
    try {
      ProjectDefaults defaults = ProjectDefaults.read(file, Verbs.NAMES);
      if (!defaults.isAbout(verb)) {
        return args;
      }
      session.console().err("Defaults from " + file.path());
      return defaults.add(called.getCommandSpec(), args);
    } catch (UsageError mistake) {
      if (file.concerns(verb)) {
        throw mistake;
      }
      session.console().err("warning: no defaults: " + mistake.getMessage());
      return args;
    }
  }
}
