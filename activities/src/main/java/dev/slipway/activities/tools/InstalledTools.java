package dev.slipway.activities.tools;

import dev.slipway.activities.heartbeat.StepStoppedException;
import dev.slipway.activities.process.ChildEnvironment;
import dev.slipway.activities.process.ProcessCall;
import dev.slipway.activities.process.ProcessResult;
import dev.slipway.activities.process.ProcessRunner;
import dev.slipway.activities.process.ProcessTimedOutException;
import dev.slipway.workflows.check.CodeCheck.ToolStatus;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks SAM, uv and Python for their versions; a tool that answered is not asked again. */
public final class InstalledTools implements ToolProbe {
  /** SAM spends seconds on imports on a machine that has just started. */
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)(\\.\\d+)?");

  /** What the build relies on, and the version that introduced it. */
  private enum Need {
    SAM("sam", "1.160"), // --output json of sam build
    UV("uv", "0.5"), // --python-platform with manylinux_2_28 and manylinux_2_17
    PYTHON("python", "3.10"); // the oldest that can run the checker

    private final String label;
    private final String minimum;

    Need(String label, String minimum) {
      this.label = label;
      this.minimum = minimum;
    }
  }

  private final ToolSettings settings;
  private final ProcessRunner processes;
  private final Map<String, String> environment;
  private @Nullable List<ToolStatus> complete;

  public InstalledTools(
      ToolSettings settings, ProcessRunner processes, ChildEnvironment environment) {
    this.settings = settings;
    this.processes = processes;
    this.environment = environment.local();
  }

  /** Every tool with its version; unavailable when it is missing or too old. */
  @Override
  public List<ToolStatus> probe() {
    try {
      return ask();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StepStoppedException(e);
    }
  }

  private synchronized List<ToolStatus> ask() throws InterruptedException {
    if (complete != null) {
      return complete;
    }
    var statuses = new ArrayList<ToolStatus>();
    for (Need need : Need.values()) {
      String version = version(need).orElse(null);
      boolean available = version != null && atLeast(version, need.minimum);
      statuses.add(new ToolStatus(need.label, available, version));
    }
    if (statuses.stream().allMatch(ToolStatus::available)) {
      complete = List.copyOf(statuses);
    }
    return List.copyOf(statuses);
  }

  private Optional<String> version(Need need) throws InterruptedException {
    List<String> command =
        switch (need) {
          case SAM -> List.of(settings.sam(), "--version");
          case UV -> List.of(settings.uv(), "--version");
          case PYTHON -> List.of(settings.python(), "-I", "--version");
        };
    try {
      ProcessResult result =
          processes.run(
              ProcessCall.of(command, environment, Path.of("").toAbsolutePath(), TIMEOUT));
      Matcher version = VERSION.matcher(result.output());
      return result.succeeded() && version.find() ? Optional.of(version.group()) : Optional.empty();
    } catch (ApplicationFailure | ProcessTimedOutException e) {
      return Optional.empty(); // to be reported as not available
    }
  }

  static boolean atLeast(String version, String minimum) {
    return Arrays.compare(numbers(version), numbers(minimum)) >= 0;
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
  }
}
