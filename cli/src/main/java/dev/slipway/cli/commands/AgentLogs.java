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
  /** An agent that nobody calls writes nothing. */
  private static final Duration LONGEST_SILENCE = Duration.ofHours(12);

  @Parameters(paramLabel = "AGENT", description = "Function or stack name, or REGION/STACK.")
  private String agent = "";

  @Option(names = "--since", paramLabel = "T", description = "From then on, such as 10m or a time.")
  private @Nullable String since;

  @Option(
      names = {"--follow", "-f"},
      description = "Go on as lines are written.")
  private boolean follow;

  AgentLogs(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    Path path =
        AgentAddress.find(api(), agent)
            .path("logs")
            .withAny("since", since)
            .withAny("follow", follow ? "true" : null);
    try {
      var headers = Map.of("Accept", "application/x-ndjson");
      new LogLines(this).print(api().stream(path, headers, LONGEST_SILENCE));
      return ExitCode.DONE;
    } catch (IOException e) {
      throw api().unreachable(e);
    }
  }
}
