package dev.slipway.cli.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.http.Json;
import dev.slipway.cli.request.AgentAddress;
import dev.slipway.cli.request.Deployed;
import dev.slipway.cli.request.Source;
import dev.slipway.cli.request.UsageError;
import dev.slipway.cli.view.DiffText;
import dev.slipway.project.compare.FileDifference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code slipway diff}. */
@Command(
    name = "diff",
    header = "Compare two revisions of an agent, or what is deployed with your files.",
    description = {
      "Without REV, the live revision is compared with the one before it. One REV is compared with the live revision, and so is FILE. A REV is a revision's number or a deployment's id.",
      "Exit code: 0 if they are the same, 1 if they differ, 2 for wrong usage, 3 if the server is not reachable."
    },
    footer = {
      "",
      "Examples:",
      "  slipway diff weather                  what the last deployment changed",
      "  slipway diff weather 3                what has changed since revision 3",
      "  slipway diff weather 3 4",
      "  slipway diff weather ID               what a waiting deployment would change",
      "  slipway diff weather agent.py         what deploying this file would change"
    })
final class Diff extends Verb {
  @Parameters(
      index = "0",
      paramLabel = "AGENT",
      description = "Function or stack name, or [ACCOUNT/]REGION/STACK.")
  private String agent = "";

  @Parameters(
      index = "1..2",
      arity = "0..2",
      paramLabel = "REV|FILE|DIR",
      description = "One or two revisions; the last one may be a file or a folder.")
  private List<String> sides = List.of();

  Diff(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    AgentAddress address = AgentAddress.find(api(), agent);
    String last = sides.isEmpty() ? null : sides.getLast();
    if (sides.size() == 2 && isFile(sides.getFirst())) {
      throw new UsageError(
          "'%s' is a file (expected: a revision first, and then the file)"
              .formatted(sides.getFirst()));
    }
    JsonNode answer =
        last != null && isFile(last)
            ? local(address, sides.size() == 2 ? sides.getFirst() : null, last)
            : remote(address);
    print(answer, new DiffText(console(), address.name())::print);
    return answer.path("same").asBoolean() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private JsonNode remote(AgentAddress address) {
    var path =
        switch (sides.size()) {
          case 0 -> address.path("diff");
          case 1 ->
              Deployed.isNumber(sides.getFirst())
                  ? address.path("diff").with("from", sides.getFirst()).with("to", "live")
                  : address.path("diff").with("to", sides.getFirst());
          default ->
              address.path("diff").with("from", sides.getFirst()).with("to", sides.getLast());
        };
    return waitingFor("comparing", () -> api().get(path));
  }

  /** Files that exist, and what can only be meant as one. */
  private static boolean isFile(String given) {
    return given.equals("-")
        || given.contains("/")
        || given.endsWith(".py")
        || (!Deployed.isNumber(given) && Files.exists(Path.of(given)));
  }

  private JsonNode local(AgentAddress address, @Nullable String version, String file) {
    Source mine = Source.read(file, console());
    var deployed = Deployed.of(api(), address, version);
    SortedMap<String, byte[]> theirs = SourceReading.files(this, deployed);
    ObjectNode answer = Json.object();
    answer.putObject("from").put("title", deployed.title());
    answer.putObject("to").put("title", mine.name());
    List<FileDifference> files = FileDifference.between(theirs, sameName(theirs, mine));
    answer.put("same", files.isEmpty());
    answer.putArray("files").addAll(files.stream().map(Diff::json).toList());
    return answer;
  }

  /** The only file is the same file, whatever it is called here. */
  private static SortedMap<String, byte[]> sameName(SortedMap<String, byte[]> theirs, Source mine) {
    SortedMap<String, byte[]> files = mine.files();
    if (mine.folder().isPresent()) {
      return files;
    }
    if (theirs.size() > 1) {
      throw new UsageError(
          "%s is one file, and a folder is deployed (expected: the folder; it has %s)"
              .formatted(mine.name(), SourceReading.named(theirs)));
    }
    return new TreeMap<>(Map.of(theirs.firstKey(), files.firstEntry().getValue()));
  }

  private static ObjectNode json(FileDifference file) {
    return Json.object()
        .put("path", file.path())
        .put("change", file.change().name().toLowerCase(Locale.ROOT))
        .put("binary", file.binary())
        .put("lines_added", file.added())
        .put("lines_removed", file.removed())
        .put("diff", file.lines().isEmpty() ? "" : String.join("\n", file.lines()) + "\n")
        .put("complete", true);
  }
}
