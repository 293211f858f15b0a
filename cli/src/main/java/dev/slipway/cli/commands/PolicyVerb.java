package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.console.Table;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.Path;
import dev.slipway.cli.request.UsageError;
import dev.slipway.policy.InvalidPolicy;
import dev.slipway.policy.Policy;
import dev.slipway.policy.PolicyReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code slipway policy}. */
@Command(
    name = "policy",
    header = "Show the server's rules for requests, or check a policy file.",
    description = "See also: 'policy check FILE', which needs no server.",
    footer = {"", "Examples:", "  slipway policy", "  slipway policy check policy.yaml"})
final class PolicyVerb extends Verb {
  PolicyVerb(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    print(waitingFor("reading the rules", () -> api().get(Path.of("policy"))), this::printRules);
    return ExitCode.DONE;
  }

  private void printRules(JsonNode answer) {
    if (answer.path("rules").isEmpty()) {
      console().out("This server has no rules.");
      return;
    }
    var table = new Table("RULE", "FOR", "REQUIRES", "OWNER");
    for (JsonNode rule : answer.path("rules")) {
      table.row(
          rule.path("name").asText(), scope(rule), requirements(rule), rule.path("owner").asText());
    }
    table.print(console());
    for (JsonNode rule : answer.path("rules")) {
      Json.text(rule, "reason")
          .ifPresent(
              reason ->
                  console().out(console().paint().dim(rule.path("name").asText() + ": " + reason)));
    }
  }

  private static String scope(JsonNode rule) {
    var parts = new ArrayList<String>();
    rule.path("accounts").forEach(account -> parts.add(account.asText()));
    rule.path("agents").forEach(agent -> parts.add(agent.asText()));
    rule.path("regions").forEach(region -> parts.add(region.asText()));
    rule.path("tags")
        .properties()
        .forEach(tag -> parts.add(tag.getKey() + "=" + tag.getValue().asText()));
    return parts.isEmpty() ? "all" : String.join(", ", parts);
  }

  private static String requirements(JsonNode rule) {
    List<String> parts = new ArrayList<>();
    rule.path("require")
        .forEach(
            required ->
                parts.add(
                    required.path("field").asText() + ": " + required.path("expected").asText()));
    return String.join("; ", parts);
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      header = "Check a policy file without a server: sign_in, grants, accounts and rules.",
      footer = {"", "Exit code 0: a server can start with it. 1: it can't; each line says why."})
  Integer check(
      @Parameters(paramLabel = "FILE", description = "The file, as SLIPWAY_POLICY names it.")
          java.nio.file.Path file) {
    try {
      Policy policy = PolicyReader.read(file);
      print(counts(policy), counts -> console().out("%s: %s".formatted(file, text(counts))));
      return ExitCode.DONE;
    } catch (InvalidPolicy invalid) {
      ObjectNode answer = result(false);
      for (InvalidPolicy.Fault fault : invalid.faults()) {
        answer
            .withArray("errors")
            .addObject()
            .put("line", fault.line())
            .put("message", fault.message());
      }
      print(
          answer,
          _ ->
              invalid
                  .faults()
                  .forEach(
                      fault ->
                          console()
                              .err("%s:%d: %s".formatted(file, fault.line(), fault.message()))));
      return ExitCode.FAILED;
    } catch (IOException e) {
      throw new UsageError("can't read " + file + ": " + e.getClass().getSimpleName());
    }
  }

  private static ObjectNode counts(Policy policy) {
    return result(true)
        .put("identity_providers", policy.access().issuers().size())
        .put("grants", policy.access().grants().size())
        .put("accounts", policy.accounts().size())
        .put("rules", policy.rules().size());
  }

  /** Such as {@code 2 identity providers, 3 grants, 4 rules}, without what there is none of. */
  private static String text(JsonNode counts) {
    var parts = new ArrayList<String>();
    for (String what : List.of("identity_providers", "grants", "accounts", "rules")) {
      int count = counts.path(what).asInt();
      String name = what.replace('_', ' ');
      if (count > 0) {
        parts.add(count + " " + (count == 1 ? name.substring(0, name.length() - 1) : name));
      }
    }
    return parts.isEmpty() ? "no rules" : String.join(", ", parts);
  }

  private static ObjectNode result(boolean ok) {
    return Json.object().put("ok", ok);
  }
}
