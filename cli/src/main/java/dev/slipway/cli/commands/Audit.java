package dev.slipway.cli.commands;

import dev.slipway.cli.audit.Break;
import dev.slipway.cli.audit.Export;
import dev.slipway.cli.audit.Verdict;
import dev.slipway.cli.audit.Verification;
import dev.slipway.cli.console.Counted;
import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.console.SilenceBreaker;
import dev.slipway.cli.http.ApiProblem;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.Path;
import dev.slipway.cli.request.AgentAddress;
import dev.slipway.cli.request.UsageError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway audit}. */
@Command(
    name = "audit",
    header = "Print the audit bundle of a deployment: who, when, why, hashes, history.",
    description = "See also: 'audit export AGENT --to DIR' and 'audit verify DIR'.",
    footer = {
      "",
      "Examples:",
      "  slipway audit ID > bundle.json",
      "  slipway audit export weather --to weather-audit --artifacts",
      "  slipway audit verify weather-audit          offline; exit code 1 if a byte was changed"
    })
final class Audit extends Verb {
  /** A bundle is written within a second of the end; a busy store takes a little longer. */
  private static final int MAX_TRIES = 10;

  private static final Duration MAX_SILENCE = Duration.ofSeconds(30);

  @Parameters(paramLabel = "ID", arity = "0..1", description = "The deployment.")
  private @Nullable String id;

  Audit(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    String wanted = id;
    if (wanted == null) {
      throw new UsageError("audit needs the id of a deployment, or 'export', or 'verify'");
    }
    String bundle = SilenceBreaker.during(console(), "reading the bundle", () -> read(wanted));
    if (console().isTerminal() && !json) {
      console().out(Json.parse(bundle).map(Json::pretty).orElse(bundle));
    } else {
      // Byte for byte, so that it can still be verified.
      console().draw(bundle);
    }
    return ExitCode.DONE;
  }

  private String read(String wanted) {
    for (int attempt = 0; ; attempt++) {
      try (InputStream in =
          api().stream(Path.of("deployments", wanted, "audit"), Map.of(), MAX_SILENCE)) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (ApiProblem notYet) {
        if (!notYet.isOutage() || attempt == MAX_TRIES) {
          throw notYet;
        }
        pause(attempt);
      } catch (IOException e) {
        throw api().unreachable(e);
      }
    }
  }

  private void pause(int attempt) {
    try {
      session.reconnects().pauseBeforeAttempt(Math.min(attempt, 3));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      header = "Fetch all audit bundles of an agent, live or destroyed, into a folder.",
      footer = {"", "Name a destroyed agent by REGION/STACK."})
  Integer export(
      @Parameters(
              paramLabel = "AGENT",
              description = "Function or stack name, or [ACCOUNT/]REGION/STACK.")
          String agent,
      @Option(
              names = "--to",
              required = true,
              paramLabel = "DIR",
              description = "The folder; created if needed.")
          java.nio.file.Path directory,
      @Option(
              names = "--artifacts",
              description = "Also fetch what the bundles refer to: code, packages, logs.")
          boolean artifacts) {
    var export = new Export(api(), AgentAddress.find(api(), agent), directory);
    Export.Summary summary =
        SilenceBreaker.during(console(), "fetching bundles", () -> run(export, artifacts));
    var answer =
        Json.object()
            .put("directory", summary.directory())
            .put("bundles", summary.bundles())
            .put("objects", summary.objects())
            .put("objects_gone", summary.gone())
            .put("head", summary.head());
    print(
        answer,
        _ -> {
          console()
              .out(
                  "%s in %s, %s, %d removed with their deployment or agent"
                      .formatted(
                          Counted.of(summary.bundles(), "bundle"),
                          summary.directory(),
                          Counted.of(summary.objects(), "object"),
                          summary.gone()));
          console().out("head " + summary.head() + "  (keep it somewhere else)");
        });
    return ExitCode.DONE;
  }

  private static Export.Summary run(Export export, boolean artifacts) {
    try {
      return export.run(artifacts);
    } catch (IOException e) {
      throw new UsageError("can't write to the folder: " + e.getMessage());
    }
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      header = "Verify a folder of audit bundles, and the objects next to them, without a server.",
      footer = {"", "Exit code 0: intact. 1: something was changed; it says what."})
  Integer verify(
      @Parameters(paramLabel = "DIR", description = "What 'audit export' wrote.")
          java.nio.file.Path directory,
      @Option(
              names = "--head",
              paramLabel = "HASH",
              description = "The newest bundle's hash, known from elsewhere.")
          @Nullable String head) {
    if (!Files.isDirectory(directory)) {
      throw new UsageError(directory + " is not a folder");
    }
    Verdict verdict = proved(directory, head);
    if (verdict.chains().isEmpty() && verdict.intact()) {
      throw new UsageError(directory + " has no audit bundles");
    }
    print(Verdicts.json(verdict), _ -> say(verdict));
    return verdict.intact() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static Verdict proved(java.nio.file.Path directory, @Nullable String head) {
    try {
      return Verification.of(directory, head);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void say(Verdict verdict) {
    verdict
        .chains()
        .forEach(
            chain ->
                console()
                    .out(
                        "%s: %s, head %s"
                            .formatted(
                                chain.agent(),
                                Counted.of(chain.bundles(), "bundle"),
                                chain.head())));
    console()
        .out(
            "%s checked, %d referenced but not here"
                .formatted(
                    Counted.of(verdict.objectsChecked(), "object"), verdict.objectsElsewhere()));
    if (verdict.intact()) {
      console().out(console().paint().bold("intact"));
      return;
    }
    for (Break broken : verdict.broken()) {
      console().out("broken  " + broken.sentence());
    }
  }
}
