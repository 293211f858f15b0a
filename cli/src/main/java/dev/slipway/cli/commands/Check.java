package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.http.ApiProblem;
import dev.slipway.cli.http.Finding;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.Path;
import dev.slipway.cli.request.SourceFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway check}. */
@Command(
    name = "check",
    header = "Check agent code without deploying or running it.",
    footer = {"", "Example:", "  slipway check agent.py --runtime python3.13"})
final class Check extends Verb {
  @Parameters(paramLabel = "FILE", description = "The agent's Python file, or - for stdin.")
  private String file = "";

  @Option(names = "--runtime", paramLabel = "R", description = "python3.10 to python3.14.")
  private @Nullable String runtime;

  Check(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    SourceFile code = SourceFile.read(file, console());
    JsonNode report = report(code);
    print(report, _ -> printText(code.name(), report));
    return report.path("ok").asBoolean() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private JsonNode report(SourceFile code) {
    ObjectNode request = Json.object().put("code", code.text());
    if (runtime != null) {
      request.put("runtime", runtime);
    }
    try {
      return waitingFor("checking", () -> api().post(Path.of("check"), request));
    } catch (ApiProblem e) {
      throw e.about(code.name());
    }
  }

  private void printText(String name, JsonNode report) {
    var paint = console().paint();
    report
        .path("errors")
        .forEach(error -> console().out(paint.red("error: ") + Finding.of(error).line(name)));
    report
        .path("warnings")
        .forEach(one -> console().out(paint.yellow("warning: ") + Finding.of(one).line(name)));
    entryPoint(report.path("entry_point"));
    listed("requirements", report.path("requirements"));
    listed("models", report.path("models"));
    listed("environment", report.path("env_names"));
    boolean ok = report.path("ok").asBoolean();
    console().out(ok ? paint.green(name + " is fine.") : paint.red(name + " can't be deployed."));
  }

  private void entryPoint(JsonNode entry) {
    String name = entry.isObject() ? Json.text(entry, "name").orElse("") : entry.asText("");
    if (!name.isEmpty() && !entry.isNull()) {
      int line = entry.path("line").asInt(0);
      console().out("  entry point   " + name + (line > 0 ? " (line " + line + ")" : ""));
    }
  }

  private void listed(String label, JsonNode values) {
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(value.isTextual() ? value.asText() : Json.compact(value)));
    if (!texts.isEmpty()) {
      console().out("  " + label + " ".repeat(14 - label.length()) + String.join(", ", texts));
    }
  }
}
