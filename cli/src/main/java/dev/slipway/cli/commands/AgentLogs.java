package dev.slipway.cli.commands;

import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.http.Path;
import dev.slipway.cli.request.AgentAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway agent-logs}. */
@Command(
    name = "agent-logs",
    header = "Print what a live agent wrote.",
    footer = {"", "Example:", "  slipway agent-logs weather --since 10m --follow"})
final class AgentLogs extends Verb {
  /** An idle agent writes nothing. */
  private static final Duration MAX_SILENCE = Duration.ofHours(12);

  @Parameters(
      paramLabel = "AGENT",
      description = "Function or stack name, or [ACCOUNT/]REGION/STACK.")
  private String agent = "";

  @Option(
      names = "--since",
      paramLabel = "T",
      description = "Start there: 10m ago, or at 2026-11-28T09:30:00Z.")
  private @Nullable String since;

  @Option(
      names = {"--follow", "-f"},
      description = "Keep printing as lines are written.")
  private boolean follow;

  AgentLogs(Session session) {
    super(session);
  }

  @Override
  public Integer call() throws InterruptedException {
    Path log = AgentAddress.find(api(), agent).path("logs");
    var lines = new AgentLogLines(this, since);
    // The server splits long answers and says where to continue; here they become one log.
    do {
      if (follow) {
        new LogTail(this, MAX_SILENCE)
            .print(() -> lines.rest(log).with("follow", "true"), lines::print);
      } else {
        print(lines, lines.rest(log));
      }
    } while (lines.continues());
    return ExitCode.DONE;
  }

  private void print(AgentLogLines lines, Path path) {
    try {
      lines.print(api().stream(path, Map.of("Accept", "application/x-ndjson"), MAX_SILENCE));
    } catch (IOException e) {
      throw api().unreachable(e);
    }
  }
}
