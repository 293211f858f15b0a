package dev.slipway.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code slipway completion}. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    header = "Print a shell completion script for verbs and options.",
    footer = {
      "",
      "Examples:",
      "  source <(slipway completion bash)                 in ~/.bashrc",
      "  source <(slipway completion zsh)                  in ~/.zshrc, after compinit",
      "  slipway completion fish | source                  in ~/.config/fish/config.fish"
    })
final class Completion implements Callable<Integer> {
  /** The verbs of ./slipway itself; this command never sees them. */
  private static final List<String> LAUNCHERS =
      List.of("up", "down", "status", "demo", "verify", "bench", "tools", "build");

  /** The supported shells. */
  enum Shell {
    bash,
    zsh,
    fish
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "SHELL",
      arity = "0..1",
      defaultValue = "bash",
      description = "bash, zsh or fish.")
  private Shell shell = Shell.bash;

  @Override
  public Integer call() {
    CommandLine slipway = spec.parent().commandLine();
    LAUNCHERS.forEach(verb -> slipway.addSubcommand(verb, CommandSpec.create()));
    var out = spec.commandLine().getOut();
    if (shell == Shell.fish) {
      out.print(FishCompletion.script(slipway.getCommandSpec()));
      out.flush();
      return 0;
    }
    if (shell == Shell.zsh) {
      out.println("autoload -U +X bashcompinit && bashcompinit");
    }
    out.println(AutoComplete.bash("slipway", slipway));
    return 0;
  }
}
