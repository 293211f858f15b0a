package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.console.Table;
import dev.slipway.cli.console.TextWidth;
import dev.slipway.cli.console.TimeText;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.http.Path;
import dev.slipway.cli.view.Deployment;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway list}. */
@Command(
    name = "list",
    header = "List deployments: those in progress first, then the latest to end.",
    footer = {
      "",
      "Examples:",
      "  slipway list --status parked",
      "  slipway list --agent weather --all --json",
      "  slipway list --search weath"
    })
final class ListDeployments extends Verb {
  private static final String[] TITLES = {
    "ID", "AGENT", "REGION", "STATUS", "REVISION", "CREATED", "TOOK", "BY"
  };

  @Option(names = "--agent", paramLabel = "NAME", description = "Of this agent.")
  private @Nullable String agent;

  @Option(names = "--account", paramLabel = "ALIAS", description = "In this account.")
  private @Nullable String account;

  @Option(names = "--region", paramLabel = "R", description = "In this region.")
  private @Nullable String region;

  @Option(
      names = "--status",
      paramLabel = "S",
      description =
          "queued, running, awaiting_approval, parked, compensating, succeeded, failed "
              + "or canceled.")
  private @Nullable String status;

  @Option(names = "--type", paramLabel = "T", description = "Of this deployment type.")
  private @Nullable String type;

  @Option(names = "--requested-by", paramLabel = "WHO", description = "Requested by this person.")
  private @Nullable String requestedBy;

  @Option(
      names = "--search",
      paramLabel = "TEXT",
      description = "With this in their name, id, region or requester, as on the page.")
  private @Nullable String search;

  @Option(names = "--page-size", paramLabel = "N", description = "How many at once.")
  private @Nullable Integer pageSize;

  @Option(names = "--page-token", paramLabel = "T", description = "Where the last page ended.")
  private @Nullable String pageToken;

  @Option(names = "--all", description = "All pages.")
  private boolean all;

  ListDeployments(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    JsonNode page = page(pageToken);
    JsonNode answer = all ? withFurtherPages(page) : page;
    print(answer, this::printTable);
    return ExitCode.DONE;
  }

  private JsonNode page(@Nullable String token) {
    Path path =
        Path.of("deployments")
            .withAny("agent", agent)
            .withAny("account", account)
            .withAny("region", region)
            .withAny("status", status)
            .withAny("type", type)
            .withAny("requested_by", requestedBy)
            .withAny("search", search)
            .withAny("page_size", pageSize)
            .withAny("page_token", token);
    return waitingFor("reading the list", () -> api().get(path));
  }

  private JsonNode withFurtherPages(JsonNode first) {
    ObjectNode whole = Json.object();
    ArrayNode deployments = whole.putArray("deployments");
    JsonNode page = first;
    while (true) {
      page.path("deployments").forEach(deployments::add);
      String token = Json.text(page, "next_page_token").orElse("");
      if (token.isEmpty()) {
        return whole.putNull("next_page_token");
      }
      page = page(token);
    }
  }

  private void printTable(JsonNode answer) {
    Optional<String> next = Json.text(answer, "next_page_token");
    if (answer.path("deployments").isEmpty() && next.isPresent()) {
      console().err("None among those searched so far. " + more(next.get()));
      return;
    }
    if (answer.path("deployments").isEmpty()) {
      console()
          .err(
              isFiltered()
                  ? "No deployments match."
                  : "No deployments. Start one: %s deploy FILE --name NAME"
                      .formatted(console().command()));
      return;
    }
    List<Deployment> deployments =
        answer.path("deployments").valueStream().map(Deployment::new).toList();
    if (console().isTerminal()) {
      printForReading(deployments);
    } else {
      printForScripts(deployments);
    }
    next.ifPresent(token -> console().err(more(token)));
  }

  private static String more(String token) {
    return "There are more: --page-token " + token + " or --all";
  }

  private boolean isFiltered() {
    return Stream.of(agent, account, region, status, type, requestedBy, search, pageToken)
        .anyMatch(Objects::nonNull);
  }

  /** Each failure below its deployment: beside it no terminal is wide enough. */
  private void printForReading(List<Deployment> deployments) {
    var table = new Table(TITLES);
    deployments.forEach(deployment -> table.row(cells(deployment)));
    List<String> lines = table.lines(console().width());
    console().out(console().paint().bold(lines.getFirst()));
    for (int row = 0; row < deployments.size(); row++) {
      console().out(lines.get(row + 1));
      String failure = failure(deployments.get(row));
      if (!failure.isEmpty()) {
        console().out(console().paint().red(TextWidth.cut("  " + failure, console().width())));
      }
    }
  }

  /** A line for each deployment. */
  private void printForScripts(List<Deployment> deployments) {
    var table = new Table(with(TITLES, "FAILURE"));
    deployments.forEach(deployment -> table.row(with(cells(deployment), failure(deployment))));
    table.print(console());
  }

  private static String[] with(String[] cells, String last) {
    return Stream.concat(Stream.of(cells), Stream.of(last)).toArray(String[]::new);
  }

  private String[] cells(Deployment deployment) {
    return new String[] {
      deployment.id(),
      deployment.agentName() + (deployment.destroys() ? " (destroy)" : ""),
      deployment.account().map(alias -> alias + "/").orElse("") + deployment.region(),
      deployment.text("status").orElse(""),
      deployment.text("revision").orElse(""),
      Deployment.time(deployment.json(), "created_at")
          .map(at -> TimeText.dateAndClock(at, session.zone()))
          .orElse(""),
      deployment.duration().map(TimeText::duration).orElse(""),
      deployment.text("requested_by").orElse("")
    };
  }

  private static String failure(Deployment deployment) {
    return deployment.failure().stream()
        .flatMap(failure -> Stream.of(Json.text(failure, "type"), Json.text(failure, "message")))
        .flatMap(Optional::stream)
        .map(text -> text.replaceAll("\\s+", " "))
        .collect(Collectors.joining(": "));
  }
}
