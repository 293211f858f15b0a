package dev.slipway.cli.commands;

import dev.slipway.cli.console.ExitCode;
import dev.slipway.cli.console.Table;
import dev.slipway.cli.request.AgentAddress;
import dev.slipway.cli.request.Deployed;
import dev.slipway.cli.request.UsageError;
import dev.slipway.project.compare.FileDifference;
import dev.slipway.project.compare.VisibleText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway source}. */
@Command(
    name = "source",
    header = "Print the code of a live agent, a revision or a deployment.",
    description = {
      "Prints the agent's file. Of a folder it lists the files; --file prints one of them.",
      "On a terminal, invisible characters are shown as ⟨U+200B⟩; in a pipe, nothing is changed."
    },
    footer = {
      "",
      "Examples:",
      "  slipway source weather",
      "  slipway source weather 3 > agent.py",
      "  slipway source harbour --file lib/tide.py",
      "  slipway source harbour 3 --out harbour-3"
    })
final class SourceVerb extends Verb {
  @Parameters(
      index = "0",
      paramLabel = "AGENT",
      description = "Function or stack name, or [ACCOUNT/]REGION/STACK.")
  private String agent = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "REV",
      description = "A revision's number or a deployment's id; the live revision when left out.")
  private @Nullable String version;

  @Option(names = "--file", paramLabel = "F", description = "Only this file.")
  private @Nullable String file;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Write the files into this folder, which must be new or empty.")
  private @Nullable Path out;

  SourceVerb(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    var deployed = Deployed.of(api(), AgentAddress.find(api(), agent), version);
    if (json) {
      print(waitingFor("reading the source", deployed::listing), _ -> {});
      return ExitCode.DONE;
    }
    SortedMap<String, byte[]> files = SourceReading.files(this, deployed);
    SortedMap<String, byte[]> wanted = file == null ? files : only(files, file);
    if (out != null) {
      write(wanted, out);
    } else if (wanted.size() == 1) {
      show(wanted.firstKey(), wanted.firstEntry().getValue());
    } else {
      list(wanted);
    }
    return ExitCode.DONE;
  }

  private static SortedMap<String, byte[]> only(SortedMap<String, byte[]> files, String name) {
    byte[] content = files.get(name);
    if (content == null) {
      throw new UsageError(
          "--file: there is no '%s' (expected: %s)".formatted(name, SourceReading.named(files)));
    }
    return new TreeMap<>(Map.of(name, content));
  }

  private void show(String name, byte[] content) {
    String text =
        FileDifference.text(content)
            .orElseThrow(
                () ->
                    new UsageError(
                        "%s is no text (expected: --out DIR to save it)".formatted(name)));
    if (console().isTerminal()) {
      text.lines().map(VisibleText::of).forEach(console()::out);
    } else {
      console().draw(text);
    }
  }

  private void list(SortedMap<String, byte[]> files) {
    var table = new Table("FILE", "BYTES");
    files.forEach((name, content) -> table.row(name, "%,d".formatted(content.length)));
    table.print(console());
  }

  /** The server is not trusted with paths outside the folder. */
  private void write(SortedMap<String, byte[]> files, Path folder) {
    Path root = folder.toAbsolutePath().normalize();
    try {
      requireEmpty(root);
      for (Map.Entry<String, byte[]> entry : files.entrySet()) {
        Path target = root.resolve(entry.getKey()).normalize();
        if (!target.startsWith(root) || target.equals(root)) {
          throw new UsageError(
              "'%s' leads out of the folder; nothing more was written.".formatted(entry.getKey()));
        }
        Files.createDirectories(target.getParent());
        Files.write(target, entry.getValue());
      }
    } catch (IOException e) {
      throw new UsageError("--out: %s can't be written: %s".formatted(folder, e.getMessage()));
    }
    console()
        .err(
            files.size() == 1
                ? "1 file in " + folder
                : "%,d files in %s".formatted(files.size(), folder));
  }

  private static void requireEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new UsageError(
          "--out: %s is no folder (expected: a new or empty one)".formatted(folder));
    }
    try (Stream<Path> inside = Files.list(folder)) {
      if (inside.findAny().isPresent()) {
        throw new UsageError(
            "--out: %s is not empty (expected: a new or empty folder)".formatted(folder));
      }
    }
  }
}
