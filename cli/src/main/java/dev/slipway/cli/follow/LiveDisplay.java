package dev.slipway.cli.follow;

import dev.slipway.cli.console.Console;
import dev.slipway.cli.console.Paint;
import dev.slipway.cli.console.TextWidth;
import dev.slipway.cli.console.TimeText;
import dev.slipway.cli.http.ServerEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A block on the terminal that is redrawn in place: steps, times, attempts, the latest event. */
final class LiveDisplay implements Display {
  private static final Duration FRAME = Duration.ofMillis(150);
  private static final String SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
  private static final String CLEAR_BELOW = (char) 27 + "[J";

  private final Console console;
  private final Paint paint;
  private final boolean withLogs;
  private int drawnLines;
  private int frame;

  LiveDisplay(Console console, boolean withLogs) {
    this.console = console;
    this.paint = console.paint();
    this.withLogs = withLogs;
  }

  @Override
  public void show(ServerEvent event, Progress progress) {
    if (withLogs && "log".equals(event.type())) {
      erase();
      console.out(paint.dim("  | " + EventText.detail(event)));
      draw(lines(progress, ""));
    }
  }

  @Override
  public void tick(Progress progress, String outage) {
    frame++;
    erase();
    draw(lines(progress, outage));
  }

  @Override
  public Duration untilTick(Progress progress) {
    return FRAME;
  }

  @Override
  public void end(Progress progress) {
    erase();
    List<String> lines = new ArrayList<>();
    progress.steps().forEach(step -> lines.add(stepLine(step, progress)));
    draw(lines);
    drawnLines = 0;
  }

  private void erase() {
    if (drawnLines > 0) {
      console.draw("\r" + (char) 27 + "[" + drawnLines + "A" + CLEAR_BELOW);
      drawnLines = 0;
    }
  }

  private void draw(List<String> lines) {
    console.drawLines(lines);
    drawnLines = lines.size();
  }

  private List<String> lines(Progress progress, String outage) {
    List<String> lines = new ArrayList<>();
    Duration elapsed = Duration.between(progress.startedAt(), progress.now());
    lines.add(
        fit(
            "%s in %s: %s, %s"
                .formatted(
                    progress.start().agentName(),
                    progress.start().region(),
                    progress.status().replace('_', ' '),
                    TimeText.counter(elapsed))));
    progress.steps().forEach(step -> lines.add(stepLine(step, progress)));
    if (!outage.isEmpty()) {
      lines.add(paint.yellow(fit("  " + outage)));
    } else if (!progress.latest().isEmpty()) {
      lines.add(paint.dim(fit("    " + progress.latest())));
    }
    return lines;
  }

  private String stepLine(StepProgress step, Progress progress) {
    String time =
        switch (step.status()) {
          case "pending", "skipped" -> "";
          case "running" -> TimeText.counter(step.elapsed(progress.now()));
          default -> TimeText.duration(step.elapsed(progress.now()));
        };
    String attempt = step.attempt() > 1 ? "attempt " + step.attempt() + "  " : "";
    String text =
        String.format(Locale.ROOT, "%-13s %12s  %s%s", step.name(), time, attempt, step.summary());
    return mark(step, fit("  X " + text.stripTrailing()).substring(3));
  }

  /** The step's line in its color; cut before it is painted, so that no sequence is cut. */
  private String mark(StepProgress step, String text) {
    return switch (step.status()) {
      case "pending" -> paint.dim("  · " + text.substring(1));
      case "running" -> "  " + paint.cyan(SPINNER.charAt(frame % SPINNER.length()) + text);
      case "succeeded" -> "  " + paint.green("✓") + text;
      case "failed" -> "  " + paint.red("✗" + text);
      case "skipped" -> paint.dim("  - " + text.substring(1) + " skipped");
      default -> "  " + paint.yellow("■" + text);
    };
  }

  /** One line of the screen: what wraps could not be erased. */
  private String fit(String text) {
    return TextWidth.cut(text.replaceAll("\\p{Cntrl}", " "), console.width() - 1);
  }
}
