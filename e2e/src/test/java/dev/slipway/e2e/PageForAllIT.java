package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import dev.slipway.e2e.harness.Api;
import dev.slipway.e2e.harness.Chromium;
import dev.slipway.e2e.harness.SharedStack;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each page, in each state that a deployment can be in, is accessible. */
class PageForAllIT {
  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  private static final String HOPELESS = "no-such-package-of-slipways-tests==1.0";
  private static final String LIVE = "harbour-guide";
  private static final String WAITS = "ferry-times";
  private static final String PARKED = "tide-tables";
  private static final String FAILED = "berth-finder";
  private static final Map<String, String> PAGES = new LinkedHashMap<>();
  private static Chromium chromium;

  @BeforeAll
  static void makeOneOfEach() {
    chromium = Chromium.start();
    Api api = SHARED.api();
    String live = api.deploy(LIVE, TinyAgent.CODE, Map.of());
    api.awaitEnd(api.deploy(WAITS, TinyAgent.CODE, Map.of()));
    String polite =
        TinyAgent.CODE.replace("v1:0\"))", "v1:0\"), system_prompt=\"Times as on the pier.\")");
    String waits =
        api.deploy(
            WAITS,
            polite,
            Map.of("approval", "required", "memory_size", 1024, "reason", "Answers like the pier"));
    String parked =
        api.deploy(
            PARKED,
            TinyAgent.CODE,
            Map.of(
                "requirements",
                List.of(HOPELESS),
                "on_failure",
                "park",
                "reason",
                "换一个更大的模型，因为旧的已经停用了 " + "so that it answers ".repeat(12)));
    String failed = api.deploy(FAILED, TinyAgent.CODE, Map.of("requirements", List.of(HOPELESS)));
    api.awaitStatus(parked, Set.of("parked"));
    api.awaitStatus(failed, Set.of("failed"));
    api.awaitStatus(waits, Set.of("awaiting_approval"));
    api.awaitStatus(live, Set.of("succeeded"));
    PAGES.put("list", "/");
    PAGES.put("list without a hit", "/?agent=nobody");
    PAGES.put("agents", "/agents");
    api.post("/tokens", Map.of("name", "axe"));
    PAGES.put("tokens", "/tokens");
    PAGES.put("new", "/new?sample");
    PAGES.put("API", "/docs");
    PAGES.put("call of the API", "/docs/deploy");
    PAGES.put("problem", "/deployments/nobody");
    PAGES.put("nowhere", "/nowhere");
    PAGES.put("list by status", "/?status=parked");
    PAGES.put("succeeded", "/deployments/" + live);
    PAGES.put("failed", "/deployments/" + failed);
    PAGES.put("parked", "/deployments/" + parked);
    PAGES.put("fix", "/deployments/" + parked + "/fix");
    PAGES.put("awaiting approval", "/deployments/" + waits);
    PAGES.put("agent", agent(LIVE, ""));
    PAGES.put("source", "/deployments/" + parked + "/source");
    PAGES.put("source of a revision", agent(LIVE, "/source"));
    PAGES.put("comparison", agent(LIVE, "/compare"));
    PAGES.put("destroy", agent(LIVE, "/destroy"));
  }

  /** The only thing that a page needs to be drawn. */
  private static final List<String> STYLES = List.of("/slipway/page.css");

  /** A page with everything it loads, compressed; the code that it shows comes on top. */
  private static final long MOST_BYTES = 100_000;

  /** Elements that end right of the window, innermost last. */
  private static final String TOO_WIDE =
      "[...document.querySelectorAll('body *')]"
          + ".filter(e => e.getBoundingClientRect().right > innerWidth)"
          + ".map(e => e.outerHTML.slice(0, 200))";

  /** What a finger is aimed at and that is lower than 24 pixels; links within text may be. */
  private static final String TOO_SMALL =
      "[...document.querySelectorAll('button, summary, [role=button], select, a.chip, nav a,"
          + " input:not([type=hidden]):not([type=checkbox]):not([type=file])')]"
          + ".filter(e => e.offsetParent && e.getBoundingClientRect().height < 23.9)"
          + ".map(e => e.outerHTML.slice(0, 200))";

  /** For people, who look at them: in the folder that {@code SLIPWAY_TEST_PICTURES} names. */
  private static void picture(Page page, String name, ColorScheme colours) {
    String folder = System.getenv("SLIPWAY_TEST_PICTURES");
    if (folder != null) {
      String file = "%s, %s.png".formatted(name, colours.name().toLowerCase(Locale.ROOT));
      page.screenshot(
          new Page.ScreenshotOptions().setPath(Path.of(folder, file)).setFullPage(true));
    }
  }

  /** What an agent's page has once it is used: a turn of a conversation, and charts. */
  private static void converse(Page page) {
    page.getByLabel("Prompt").fill("When is the next high tide in Hull?");
    page.keyboard().press("Control+Enter");
    page.locator(".answer").last().getByText("status 200").waitFor();
    page.reload();
    page.locator("#usage").scrollIntoViewIfNeeded();
    page.locator("#usage figure").first().waitFor();
  }

  /** Code whose lines stand beside one another. */
  private static final String LINES_IN_A_ROW =
      "[...document.querySelectorAll('pre')].filter(code => {"
          + " const [first, second] = code.querySelectorAll('.ln');"
          + " return second && second.offsetParent && second.offsetTop <= first.offsetTop; })"
          + ".map(code => code.outerHTML.slice(0, 200))";

  private static String agent(String name, String page) {
    return "/agents/us-east-1/" + TinyAgent.stack(name) + page;
  }

  @AfterAll
  static void close() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void noPageHasASeriousViolation_norIsItWiderThanAPhone(ColorScheme colours) {
    Page page = chromium.visit(SHARED.stack().address(), colours);
    for (Map.Entry<String, String> place : PAGES.entrySet()) {
      page.setViewportSize(1280, 900);
      page.navigate(place.getValue());
      page.waitForLoadState(LoadState.DOMCONTENTLOADED);
      page.locator("#health li").first().waitFor();
      if (place.getKey().equals("agent")) {
        converse(page);
      }
      AxeBuilder axe = new AxeBuilder(page);
      if (colours == ColorScheme.DARK) {
        axe.withRules(List.of("color-contrast")); // Nothing else depends on the colours.
      }
      var serious =
          axe.analyze().getViolations().stream()
              .filter(fault -> !"minor".equals(fault.getImpact()))
              .map(fault -> fault.getId() + " " + fault.getNodes())
              .toList();
      assertThat(serious).as("%s, %s", place.getKey(), colours).isEmpty();
      assertThat((List<?>) page.evaluate(LINES_IN_A_ROW)).as("%s", place.getKey()).isEmpty();
      picture(page, place.getKey(), colours);

      page.setViewportSize(390, 800);
      picture(page, place.getKey() + " on a phone", colours);
      Number width = (Number) page.evaluate("document.documentElement.scrollWidth");
      assertThat((List<?>) page.evaluate(TOO_SMALL)).as("%s", place.getKey()).isEmpty();
      assertThat(page.context().request().get(place.getValue()).body().length)
          .as("bytes of %s", place.getKey())
          .isLessThan(100_000);
      assertThat(width.intValue())
          .as("%s on a phone: %s", place.getKey(), page.evaluate(TOO_WIDE))
          .isLessThanOrEqualTo(390);
    }
    assertThat(chromium.complaints()).isEmpty();
  }

  /** How a page came: what it had to wait for before it was drawn, and how much came in all. */
  private static final String ARRIVAL =
      """
      () => {
        const [page] = performance.getEntriesByType('navigation');
        const resources = performance.getEntriesByType('resource');
        const path = entry => new URL(entry.name).pathname;
        return {
          server: page.responseStart - page.requestStart,
          paint: performance.getEntriesByName('first-contentful-paint')[0].startTime,
          bytes: [page, ...resources].reduce((sum, entry) => sum + entry.transferSize, 0),
          blocking: resources.filter(entry => entry.renderBlockingStatus === 'blocking').map(path),
          elsewhere: resources.map(entry => entry.name).filter(name => new URL(name).origin !== origin),
          scripts: [...document.scripts].filter(script => !script.src || !script.defer)
            .map(script => script.outerHTML.slice(0, 200)),
        };
      }
      """;

  private static final String PAINTED =
      "performance.getEntriesByName('first-contentful-paint').length > 0";

  private static double millis(Map<?, ?> arrival, String what) {
    return ((Number) Objects.requireNonNull(arrival.get(what))).doubleValue();
  }

  @Test
  void everyPage_isDrawnAfterItsStylesAlone_andIsSmall() {
    for (Map.Entry<String, String> place : PAGES.entrySet()) {
      Page page = chromium.visit(SHARED.stack().address(), ColorScheme.LIGHT); // Nothing is cached.
      page.navigate(place.getValue());
      page.waitForLoadState(LoadState.LOAD);
      page.waitForFunction(PAINTED);
      Map<?, ?> arrival = (Map<?, ?>) page.evaluate(ARRIVAL);
      page.context().close();

      String name = place.getKey();
      long bytes = ((Number) Objects.requireNonNull(arrival.get("bytes"))).longValue();
      System.out.printf(
          "%-24s answer %5.0f ms, first contentful paint %5.0f ms, %,7d bytes%n",
          name, millis(arrival, "server"), millis(arrival, "paint"), bytes);
      assertThat(bytes).as("bytes of %s", name).isBetween(1L, MOST_BYTES);
      assertThat((List<?>) arrival.get("blocking")).as("what %s waits for", name).isEqualTo(STYLES);
      assertThat((List<?>) arrival.get("elsewhere")).as("from elsewhere: %s", name).isEmpty();
      assertThat((List<?>) arrival.get("scripts")).as("before paint: %s", name).isEmpty();
    }
  }
}
