package dev.slipway.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.ColorScheme;
import dev.slipway.e2e.harness.Agents;
import dev.slipway.e2e.harness.Api;
import dev.slipway.e2e.harness.Chromium;
import dev.slipway.e2e.harness.LoneStarter;
import dev.slipway.e2e.harness.RunningCommand;
import dev.slipway.e2e.harness.SharedStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The starter is killed while it is being watched, and comes back. */
class StarterRestartIT {
  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  private static final String ID = "watch-over-a-restart";

  /** A deployment on a warm stack could be over before it is watched; this one is told when. */
  @TempDir private Path folder;

  @Test
  void browserAndRunningCommand_reconnectAutomatically_andNothingIsLostOrRepeated()
      throws IOException {
    Api api = SHARED.api();
    try (Chromium chromium = Chromium.start();
        LoneStarter starter = new LoneStarter(SHARED.stack()).start()) {
      api.deploy("watch", Agents.waitingFor(mayEnd()), Map.of("deployment_id", ID, "timeout", 900));
      Page page = chromium.visit(starter.address(), ColorScheme.LIGHT);
      page.navigate("/deployments/" + ID);
      try (RunningCommand watch = watch(starter)) {
        try {
          watchOverARestart(starter, watch, page);
          assertThat(log(page)).isEqualTo(log(undisturbed(chromium, starter, log(page).size())));
        } catch (AssertionError | RuntimeException failed) {
          failed.addSuppressed(new AssertionError(scene(starter, watch, page)));
          throw failed;
        }
      }
    }
  }

  private Path mayEnd() {
    return folder.resolve("may-end");
  }

  private void watchOverARestart(LoneStarter starter, RunningCommand watch, Page page)
      throws IOException {
    watch.awaitLine("inject +succeeded");
    starter.kill9();
    assertThat(page.locator("#line")).containsText("connection is lost");
    Files.createFile(mayEnd());
    SHARED.api().awaitStatus(ID, Set.of("succeeded"));
    starter.start();

    RunningCommand.Ended seen = watch.awaitEnd();
    assertThat(page.locator("h1 .chip"))
        .containsText("succeeded", new ContainsTextOptions().setTimeout(120_000));
    assertThat(seen.exitCode()).isZero();
    assertThat(told(seen.lines())).hasSize(events(page));
  }

  private static RunningCommand watch(LoneStarter starter) {
    return RunningCommand.start(starter.address(), "watch", ID, "--logs");
  }

  /** What everyone who takes part sees at the time of a failure. */
  private static String scene(LoneStarter starter, RunningCommand watch, Page page) {
    return String.join(
        "\n\n",
        "At that time " + watch.state(),
        "The deployment: " + seen(() -> SHARED.api().view(ID).toPrettyString()),
        "The page: " + seen(() -> page.locator("body").innerText()),
        "The second starter: " + seen(starter::threads));
  }

  private static String seen(Supplier<String> look) {
    try {
      return look.get();
    } catch (RuntimeException failed) {
      return "not to be seen: " + failed;
    }
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
