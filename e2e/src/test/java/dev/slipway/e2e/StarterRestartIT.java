package dev.slipway.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.ColorScheme;
import dev.slipway.e2e.harness.Api;
import dev.slipway.e2e.harness.Chromium;
import dev.slipway.e2e.harness.LoneStarter;
import dev.slipway.e2e.harness.RunningCommand;
import dev.slipway.e2e.harness.SharedStack;
import dev.slipway.e2e.harness.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The starter is killed while it is being watched, and comes back. */
class StarterRestartIT {
  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  private static final String ID = "watch-over-a-restart";

  @Test
  void browserAndRunningCommand_reconnectAutomatically_andNothingIsLostOrRepeated() {
    Api api = SHARED.api();
    try (Chromium chromium = Chromium.start();
        LoneStarter starter = new LoneStarter(SHARED.stack()).start()) {
      api.deploy("watch", TinyAgent.CODE, Map.of("deployment_id", ID));
      Page page = chromium.visit(starter.address(), ColorScheme.LIGHT);
      page.navigate("/deployments/" + ID);
      try (RunningCommand watch = watch(starter)) {
        awaitLine(watch, "inject +succeeded");
        starter.kill9();
        assertThat(page.locator("#line")).containsText("connection is lost");
        api.awaitStatus(ID, Set.of("succeeded"));
        starter.start();

        RunningCommand.Ended seen = awaitEnd(watch, starter);
        assertThat(page.locator("h1 .chip"))
            .containsText("succeeded", new ContainsTextOptions().setTimeout(30_000));
        assertThat(seen.exitCode()).isZero();
        assertThat(told(seen.lines())).hasSize(events(page));
        assertThat(log(page)).isEqualTo(log(undisturbed(chromium, starter, log(page).size())));
      }
    }
  }

  private static RunningCommand watch(LoneStarter starter) {
    return RunningCommand.start(starter.address(), "watch", ID, "--logs");
  }

  private static RunningCommand.Ended awaitEnd(RunningCommand watch, LoneStarter starter) {
    try {
      return watch.awaitEnd();
    } catch (AssertionError timedOut) {
      throw new AssertionError("The starter meanwhile:\n" + starter.threads(), timedOut);
    }
  }

  private static void awaitLine(RunningCommand watch, String pattern) {
    Waiting.until(
        pattern,
        Duration.ofMinutes(5),
        () -> watch.lines().stream().anyMatch(line -> line.matches(".*" + pattern + ".*")));
  }

  /** How many events there are, as the API reports them to a late watcher. */
  private static int events(Page page) {
    String stream = page.request().get("/api/v1/deployments/" + ID + "/events").text();
    return (int) stream.lines().filter(line -> line.startsWith("id: ")).count();
  }

  /** The same page for a visitor who comes after the end. */
  private static Page undisturbed(Chromium chromium, LoneStarter starter, int lines) {
    Page fresh = chromium.visit(starter.address(), ColorScheme.LIGHT);
    fresh.navigate("/deployments/" + ID);
    assertThat(fresh.locator("#log > div")).hasCount(lines);
    return fresh;
  }

  private static List<String> log(Page page) {
    return page.locator("#log > div").allTextContents().stream().sorted().toList();
  }

  /** Lines about events, without the progress lines in between. */
  private static List<String> told(List<String> lines) {
    return lines.stream().filter(line -> line.matches("\\d\\d:\\d\\d:\\d\\d .*")).toList();
  }
}
