package dev.slipway.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.cli.console.Console;
import dev.slipway.cli.console.Counted;
import dev.slipway.cli.console.Table;
import dev.slipway.cli.console.TextWidth;
import dev.slipway.cli.console.TimeText;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.ServerAddress;
import dev.slipway.cli.request.AgentAddress;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** An agent: its live revision, its history, its queue, its expiry. */
public final class AgentText {
  private final Console console;
  private final ZoneId zone;
  private final ServerAddress server;

  public AgentText(Console console, ZoneId zone, ServerAddress server) {
    this.server = server;
    this.console = console;
    this.zone = zone;
  }

  public void print(JsonNode agent) {
    AgentAddress address = AgentAddress.of(agent);
    JsonNode live = agent.path("live");
    String state =
        live.isObject() ? "revision " + text(live, "number") + " is live" : "nothing is live";
    console.out(console.paint().bold(address.name()) + "  " + address + "  " + state);
    if (live.isObject()) {
      live(live);
    }
    Json.text(agent.path("links"), "page").ifPresent(page -> line("page", server.page(page)));
    lifetime(agent.path("expiry"));
    drift(agent.path("drift"));
    queue(agent.path("queue"));
    audit(agent.path("audit"));
    revisions(agent.path("revisions"), live);
  }

  private void live(JsonNode live) {
    line("since", time(live, "live_since") + by(live, "requested_by"));
    line(
        "runs on",
        "%s, %s, %s, %s s"
            .formatted(
                text(live, "runtime"),
                text(live, "architecture"),
                // AgentCore gives its sessions memory as they need it.
                live.path("outputs").has("runtime_arn")
                    ? "AgentCore"
                    : text(live, "memory_size") + " MB",
                text(live, "timeout")));
    OutputsText.print(console, live.path("outputs"));
  }

  private void lifetime(JsonNode expiry) {
    if (expiry.isObject()) {
      line("expires", time(expiry, "at") + by(expiry, "set_by"));
    }
  }

  private void drift(JsonNode drift) {
    if (drift.isObject()) {
      String every = Json.text(drift, "every").map(often -> ", every " + often).orElse("");
      int findings = drift.path("findings").size();
      String found = findings == 0 ? "" : ", " + Counted.of(findings, "finding");
      line(
          "drift",
          text(drift, "status").replace('_', ' ')
              + found
              + ", checked "
              + time(drift, "checked_at")
              + every);
    }
  }

  private void queue(JsonNode queue) {
    Json.text(queue, "running").ifPresent(id -> line("running", id));
    for (JsonNode entry : queue.path("entries")) {
      String id = text(entry, "deployment_id");
      if (!id.equals(text(queue, "running"))) {
        line("waiting", id + terms(entry));
      }
    }
  }

  private String terms(JsonNode entry) {
    return Json.text(entry, "not_before")
            .map(at -> ", not before " + time(entry, "not_before"))
            .orElse("")
        + Json.text(entry, "not_after")
            .map(at -> ", not after " + time(entry, "not_after"))
            .orElse("");
  }

  private void audit(JsonNode audit) {
    JsonNode head = audit.path("head");
    if (head.isObject()) {
      line("audit", "bundle " + text(head, "sequence") + ", head " + text(head, "sha256"));
    }
    if (!audit.path("unaudited").isEmpty()) {
      String ids =
          StreamSupport.stream(audit.path("unaudited").spliterator(), false)
              .map(JsonNode::asText)
              .collect(Collectors.joining(", "));
      line("not audited", ids + Json.text(audit, "trouble").map(why -> ": " + why).orElse(""));
    }
  }

  private void revisions(JsonNode revisions, JsonNode live) {
    if (revisions.isEmpty()) {
      return;
    }
    console.out("");
    var table = new Table("", "REVISION", "SINCE", "DEPLOYMENT", "SOURCE", "BY", "WHY");
    for (JsonNode revision : revisions) {
      table.row(
          text(revision, "number").equals(text(live, "number")) ? "→" : "",
          text(revision, "number"),
          time(revision, "live_since"),
          text(revision, "deployment_id"),
          TextWidth.cut(text(revision, "source_sha256"), 13),
          text(revision, "requested_by"),
          why(revision));
    }
    table.print(console);
  }

  private static String why(JsonNode revision) {
    Optional<String> rollback =
        Json.text(revision, "rollback_of").map(of -> "rollback to revision " + of);
    return Stream.of(rollback, Json.text(revision, "reason"))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(": "));
  }

  private void line(String label, String value) {
    OutputsText.line(console, label, value);
  }

  private static String by(JsonNode tree, String field) {
    return Json.text(tree, field).map(who -> ", by " + who).orElse("")
        + Json.text(tree, "reason").map(why -> ": " + why).orElse("");
  }

  private String time(JsonNode tree, String field) {
    return Deployment.time(tree, field).map(at -> TimeText.dateAndClock(at, zone)).orElse("?");
  }

  private static String text(JsonNode tree, String field) {
    return Json.text(tree, field).orElse("");
  }
}
