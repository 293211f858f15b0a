package dev.slipway.e2e.harness;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** The machine's own Chromium; none is ever fetched. */
public final class Chromium implements AutoCloseable {
  private static final String PATH = "SLIPWAY_CHROMIUM";

  /** A build step, on a busy machine; everything else takes about a second. */
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Playwright playwright;
  private final Browser browser;
  private final List<String> complaints = new ArrayList<>();

  private Chromium(String executable, List<String> arguments) {
    PlaywrightAssertions.setDefaultAssertionTimeout((double) TIMEOUT.toMillis());
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of(executable))
                    .setArgs(arguments));
  }

  /** Starts it; if there is none, the test is skipped and says why. */
  public static Chromium start(String... arguments) {
    String executable = System.getenv(PATH);
    boolean there = executable != null && Path.of(executable).toFile().canExecute();
    if (!there) {
      System.err.printf(
          "%n*** THE PAGE WAS NOT TESTED: %s is '%s' (expected: the path of a Chromium) ***%n%n",
          PATH, executable);
    }
    Assumptions.assumeTrue(there, PATH + " names no Chromium; the page was not tested");
    return new Chromium(executable, List.of(arguments));
  }

  /**
   * An empty page for a separate visitor, signed in as the owner; relative addresses lead to the
   * given server.
   */
  public Page visit(URI server, ColorScheme colours) {
    Page page = visitAsStranger(server, colours);
    // Like the link that 'up' prints; the cookie it sets is the context's, whatever is opened next.
    page.context().request().get(new Api(server).pageLink());
    return page;
  }

  /** The same, and nobody is signed in. */
  public Page visitAsStranger(URI server, ColorScheme colours) {
    BrowserContext visitor =
        browser.newContext(
            new Browser.NewContextOptions()
                .setBaseURL(server.toString())
                .setColorScheme(colours)
                // Here the processor paints each frame of whatever pulses while a deployment runs.
                .setReducedMotion(ReducedMotion.REDUCE)
                .setPermissions(List.of("clipboard-read", "clipboard-write")));
    visitor.setDefaultTimeout((double) TIMEOUT.toMillis());
    Page page = visitor.newPage();
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        said -> {
          // Neither an unreachable server nor a check superseded by a newer one is a fault.
          if (said.type().equals("error")
              && !said.text().matches("(?s)(Failed to load|htmx:(sendAbort|afterRequest)).*")) {
            complaints.add(said.text());
          }
        });
    return page;
  }

  /** Errors from scripts and the content policy, on any page so far. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
