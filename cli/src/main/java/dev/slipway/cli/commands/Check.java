package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.console.SizeText;
import dev.slipway.cli.http.ApiProblem;
import dev.slipway.cli.http.Finding;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.Path;
import dev.slipway.cli.request.Source;
import dev.slipway.cli.view.CaretText;
import dev.slipway.cli.view.TargetText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway check}. */
@Command(
    name = "check",
    header = "Check agent code, a file or a folder, without deploying or running it.",
    footer = {
      "",
      "Examples:",
      "  slipway check agent.py --runtime python3.13",
      "  slipway check harbour/",
      "  slipway check agent.py --suggest-permissions > permissions.json"
    })
final class Check extends Verb {
  @Parameters(
      paramLabel = "FILE|DIR",
      description = "The agent's Python file or its folder, or - for stdin.")
  private String file = "";

  @Option(names = "--runtime", paramLabel = "R", description = "python3.10 to python3.14.")
  private @Nullable String runtime;

  @Option(
      names = "--account",
      paramLabel = "ALIAS",
      description = "AWS account it is meant for, as the server's policy file calls it.")
  private @Nullable String account;

  @Option(names = "--region", paramLabel = "R", description = "AWS region (us-east-1).")
  private @Nullable String region;

  @Option(
      names = "--entry",
      paramLabel = "FILE:NAME",
      description = "What a request is given to; found when left out.")
  private @Nullable String entry;

  @Option(
      names = "--require",
      paramLabel = "REQ",
      description = "Requirement that its deployment names besides the imports; repeatable.")
  private List<String> requirements = List.of();

  @Option(
      names = "--suggest-permissions",
      description =
          "Print only what the agent must be allowed in AWS, as deploy --permissions takes it.")
  private boolean suggestPermissions;

  Check(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    Source code = Source.read(file, console());
    JsonNode report = report(code);
    boolean ok = report.path("ok").asBoolean();
    if (suggestPermissions && ok) {
      printPermissions(code.name(), report);
    } else {
      print(report, _ -> printText(code, report));
    }
    return ok ? ExitCode.DONE : ExitCode.FAILED;
  }

  private JsonNode report(Source code) {
    ObjectNode request = Json.object();
    code.addTo(request);
    Json.put(request, "runtime", runtime);
    Json.put(request, "account", account);
    Json.put(request, "region", region);
    Json.put(request, "entry", entry);
    if (!requirements.isEmpty()) {
      requirements.forEach(request.withArray("requirements")::add);
    }
    try {
      return waitingFor("checking", () -> api().post(Path.of("check"), request, code.folder()));
    } catch (ApiProblem e) {
      throw e.about(code.name());
    }
  }

  /** The statements alone on standard output, what a person should know about them beside it. */
  private void printPermissions(String name, JsonNode report) {
    console().out(Json.pretty(report.path("permissions")));
    for (JsonNode right : report.path("rights")) {
      String note = Json.text(right, "note").map(text -> " (" + text + ")").orElse("");
      console()
          .err(
              "%s:%d: %s needs %s%s"
                  .formatted(
                      Json.text(right, "file").orElse(name),
                      right.path("line").asInt(),
                      right.path("reason").asText(),
                      joined(right.path("actions")),
                      note));
    }
    for (JsonNode warning : report.path("warnings")) {
      if (warning.path("code").asText().equals("rights_unknown")) {
        console().err(Finding.of(warning).line(name));
      }
    }
  }

  private static String joined(JsonNode values) {
    return values.valueStream().map(JsonNode::asText).collect(Collectors.joining(", "));
  }

  private void printText(Source code, JsonNode report) {
    var paint = console().paint();
    findings(code, paint.red("error: "), report.path("errors"));
    findings(code, paint.yellow("warning: "), report.path("warnings"));
    project(report.path("project"));
    entryPoint(report.path("entry_point"));
    listed("requirements", report.path("requirements"));
    listed("pinned", report.path("constraints"));
    listed("models", report.path("models"));
    listed("environment", report.path("env_names"));
    listed("rights", rights(report.path("rights")));
    if (report.path("ok").asBoolean()) {
      TargetText.lines(report.path("target")).forEach(line -> console().out("  " + line));
    }
    console().out(verdict(code.name(), report));
  }

  private void findings(Source code, String kind, JsonNode findings) {
    var carets = new CaretText(code.files());
    for (JsonNode each : findings) {
      Finding finding = Finding.of(each);
      console().out(kind + finding.line(code.name()));
      carets.lines(finding).forEach(line -> console().out(console().paint().dim(line)));
    }
  }

  private String verdict(String name, JsonNode report) {
    var paint = console().paint();
    if (!report.path("ok").asBoolean()) {
      return paint.red(name + " can't be deployed.");
    }
    int warnings = report.path("warnings").size();
    return warnings == 0
        ? paint.green(name + " is fine.")
        : paint.yellow(
            "%s can be deployed, with %s."
                .formatted(name, warnings == 1 ? "1 warning" : warnings + " warnings"));
  }

  private static JsonNode rights(JsonNode rights) {
    ArrayNode actions = Json.object().arrayNode();
    rights.forEach(right -> right.path("actions").forEach(actions::add));
    return actions;
  }

  private void project(JsonNode project) {
    if (project.isObject()) {
      console()
          .out(
              "  folder        %,d files, %s; starts with %s"
                  .formatted(
                      project.path("files").asInt(),
                      SizeText.of(project.path("bytes").asLong()),
                      project.path("entry").asText()));
    }
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
