package dev.slipway.local;

import dev.slipway.local.component.ComponentRecord;
import dev.slipway.local.component.ComponentState;
import dev.slipway.local.component.Place;
import dev.slipway.local.component.RecordFile;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Reports what is running, by checking the processes and not only their records. */
final class StatusCommand {
  private static final String ROW = "%-19s %-13s %-8s %-6s %-27s %s";

  private final PrintStream out;

  StatusCommand(PrintStream out) {
    this.out = out;
  }

  /** One line of the answer; pid 0 and no time where nothing is running. */
  record Line(
      String component,
      ComponentState state,
      long pid,
      int port,
      String url,
      Optional<Instant> since,
      int restarts,
      String message) {}

  /**
   * The answer.
   *
   * @param aws what the running stack calls AWS, emulator or real; empty where none runs
   */
  record Report(String status, String aws, List<Line> components) {}

  /** Returns the exit code. */
  int run(Map<String, String> environment, boolean json) {
    LocalSettings settings;
    try {
      settings = LocalSettings.read(environment);
    } catch (InvalidSettings e) {
      out.println(e.getMessage());
      return ExitCode.USAGE;
    }
    Report report = report(settings);
    if (json) {
      JsonMapper mapper =
          JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
      out.println(mapper.writeValueAsString(report));
    } else {
      print(report);
    }
    return report.status().equals("up") ? ExitCode.DONE : ExitCode.NOT_UP;
  }

  private static Report report(LocalSettings settings) {
    Place place = new Place(settings.home().path(), settings.tools().python());
    RecordFile emulator = place.recordOf(AwsEmulator.NAME);
    List<Line> lines = new ArrayList<>();
    lines.add(
        line(JvmRecord.NAME, JvmRecord.file(settings.home()), r -> Answers.connects(r.port())));
    lines.add(
        line(
            TemporalServer.NAME,
            place.recordOf(TemporalServer.NAME),
            r -> Answers.connects(r.port())));
    // What runs may have been started with other settings than this command has.
    Optional<String> aws = JvmRecord.aws(settings.home());
    boolean emulated = aws.map(JvmRecord.EMULATOR::equals).orElse(settings.emulator());
    if (emulated || emulator.read().isPresent()) {
      lines.add(line(AwsEmulator.NAME, emulator, r -> Answers.isOk(r.url() + AwsEmulator.READY)));
    }
    return new Report(summary(lines), aws.orElse(""), List.copyOf(lines));
  }

  private static String summary(List<Line> lines) {
    if (lines.stream().allMatch(line -> line.state() == ComponentState.UP)) {
      return "up";
    }
    return lines.stream().allMatch(line -> line.state() == ComponentState.DOWN)
        ? "down"
        : "degraded";
  }

  private static Line line(String name, RecordFile file, Predicate<ComponentRecord> answers) {
    return file.read()
        .map(recorded -> line(recorded, answers))
        .orElseGet(() -> new Line(name, ComponentState.DOWN, 0, 0, "", Optional.empty(), 0, ""));
  }

  private static Line line(ComponentRecord recorded, Predicate<ComponentRecord> answers) {
    boolean runs = recorded.process().find().isPresent();
    return new Line(
        recorded.name(),
        state(recorded, runs, answers),
        runs ? recorded.process().pid() : 0,
        recorded.port(),
        recorded.url(),
        Optional.of(recorded.since().truncatedTo(ChronoUnit.SECONDS)),
        recorded.restarts(),
        recorded.message());
  }

  private static ComponentState state(
      ComponentRecord recorded, boolean runs, Predicate<ComponentRecord> answers) {
    return switch (recorded.state()) {
      case UP, UNRESPONSIVE -> {
        if (!runs) {
          yield ComponentState.DOWN;
        }
        yield answers.test(recorded) ? ComponentState.UP : ComponentState.UNRESPONSIVE;
      }
      case STARTING, STOPPING, DOWN -> runs ? recorded.state() : ComponentState.DOWN;
      case RESTARTING, FAILING -> recorded.state();
    };
  }

  private void print(Report report) {
    out.println(ROW.formatted("component", "state", "pid", "port", "url", "since"));
    for (Line line : report.components()) {
      out.println(
          ROW.formatted(
              line.component(),
              line.state().wireName(),
              line.pid() == 0 ? "-" : line.pid(),
              line.port() == 0 ? "-" : line.port(),
              line.url().isEmpty() ? "-" : line.url(),
              line.since().map(Instant::toString).orElse("-")));
      if (!line.message().isEmpty()) {
        out.println("  " + line.message());
      }
    }
    if (report.status().equals("down")) {
      out.println("Nothing is running. Start it with: ./slipway up");
    }
  }
}
