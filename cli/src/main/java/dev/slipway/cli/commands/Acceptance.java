package dev.slipway.cli.commands;

import dev.slipway.cli.acceptance.AcceptanceRun;
import dev.slipway.cli.acceptance.Report;
import dev.slipway.cli.acceptance.Result;
import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.console.Paint;
import dev.slipway.cli.console.SafeText;
import dev.slipway.cli.console.TimeText;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.request.UsageError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway acceptance}. */
@Command(
    name = "acceptance",
    header = "Try the whole life of an agent on this server, and report what was seen.",
    description = {
      "Deploys an agent of its own name, asks it, breaks it, fixes it, rolls it back and destroys it.",
      "On AWS this takes some minutes and costs a few cents."
    },
    footer = {
      "",
      "Examples:",
      "  slipway acceptance",
      "  slipway acceptance --region eu-west-1 --report acceptance.json"
    })
final class Acceptance extends Verb {
  private static final int NAMES = 0x1000000;

  @Option(
      names = "--region",
      paramLabel = "R",
      defaultValue = "us-east-1",
      description = "Where to deploy (${DEFAULT-VALUE}).")
  private String region = "";

  @Option(
      names = "--runtime",
      paramLabel = "R",
      defaultValue = "python3.13",
      description = "The agents' Python (${DEFAULT-VALUE}); on the emulator the one it runs on.")
  private String runtime = "";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The agent's name; a new one when left out.")
  private @Nullable String name;

  @Option(names = "--report", paramLabel = "FILE", description = "Write the report as JSON.")
  private @Nullable Path file;

  Acceptance(Session session) {
    super(session);
  }

  @Override
  public Integer call() throws InterruptedException {
    String agent =
        name == null
            ? "acceptance-%06x".formatted(ThreadLocalRandom.current().nextInt(NAMES))
            : name;
    if (!json) {
      console().out("Agent %s in %s".formatted(agent, region));
    }
    var run = new AcceptanceRun(api(), session.reconnects(), agent, region, runtime, this::show);
    Report report = run.run(server());
    write(report);
    if (json) {
      console().out(Json.pretty(report.json()));
    } else {
      summary(report);
    }
    return report.failed() == 0 ? ExitCode.DONE : ExitCode.FAILED;
  }

  private void show(Result result) {
    if (json) {
      return;
    }
    Paint paint = console().paint();
    String mark = result.met() ? paint.green("✓") : paint.red("✗");
    console()
        .out(
            "  %s %s  %s  %s"
                .formatted(
                    mark,
                    result.name(),
                    SafeText.of(result.seen()).replace('\n', ' '),
                    paint.dim(TimeText.duration(result.took()))));
    if (!result.met()) {
      console().out("      expected: " + result.expected());
    }
  }

  private void summary(Report report) {
    console()
        .out(
            "%d as expected, %d not, in %s"
                .formatted(
                    report.results().size() - report.failed(),
                    report.failed(),
                    TimeText.duration(report.took())));
    console().out("AWS: " + report.aws());
    if (report.isEmulated()) {
      console().out("Only AWS itself can show:");
      report.results().stream()
          .filter(result -> !result.onlyOnAws().isEmpty())
          .forEach(
              result -> console().out("  %s: %s".formatted(result.name(), result.onlyOnAws())));
    }
  }

  private void write(Report report) {
    if (file == null) {
      return;
    }
    try {
      Files.writeString(file, Json.pretty(report.json()) + "\n");
    } catch (IOException e) {
      throw new UsageError("--report: %s cannot be written (%s)".formatted(file, e.getMessage()));
    }
  }
}
