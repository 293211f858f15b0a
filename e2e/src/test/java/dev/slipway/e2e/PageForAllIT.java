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
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each page, in each state that a deployment can be in, is accessible. */
class PageForAllIT {
  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  private static final String HOPELESS = "no-such-package-of-slipways-tests==1.0";
  private static final Map<String, String> PAGES = new LinkedHashMap<>();
  private static Chromium chromium;

  @BeforeAll
  static void makeOneOfEach() {
    chromium = Chromium.start();
    Api api = SHARED.api();
    String live = api.deploy("axe-live", TinyAgent.CODE, Map.of());
    String waits = api.deploy("axe-waits", TinyAgent.CODE, Map.of("approval", "required"));
    String parked =
        api.deploy(
            "axe-parked",
            TinyAgent.CODE,
            Map.of(
                "requirements",
                List.of(HOPELESS),
                "on_failure",
                "park",
                "reason",
                "换一个更大的模型，因为旧的已经停用了 " + "so that it answers ".repeat(12)));
    String failed =
        api.deploy("axe-failed", TinyAgent.CODE, Map.of("requirements", List.of(HOPELESS)));
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
    PAGES.put("agent", agent("axe-live", ""));
    PAGES.put("source", "/deployments/" + parked + "/source");
    PAGES.put("source of a revision", agent("axe-live", "/source"));
    PAGES.put("comparison", agent("axe-live", "/compare"));
    PAGES.put("destroy", agent("axe-live", "/destroy"));
  }

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
}
