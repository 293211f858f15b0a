package dev.slipway.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.slipway.e2e.harness.Api;
import dev.slipway.e2e.harness.Chromium;
import dev.slipway.e2e.harness.SharedStack;
import dev.slipway.e2e.harness.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The home page in a real browser: what needs a person, search, and the keyboard. */
class InboxIT {
  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  private static final String LONG = "x".repeat(63);
  private static Chromium chromium;
  private static String parked = "";

  /** Notes what the browser would show someone who looks at another tab. */
  private static final String OUT_OF_SIGHT =
      """
      window.shown = [];
      window.Notification = class {
        static permission = 'granted';
        static requestPermission = async () => 'granted';
        constructor(title, options) { shown.push(options.body); }
      };
      Object.defineProperty(document, 'hidden', { value: true });
      """;

  @BeforeAll
  static void makeSome() {
    chromium = Chromium.start();
    Api api = SHARED.api();
    parked =
        api.deploy(
            "inbox-parked",
            TinyAgent.CODE,
            Map.of(
                "requirements",
                List.of("no-such-package-of-slipways-tests==1.0"),
                "on_failure",
                "park",
                "reason",
                "换一个更大的模型，因为旧的已经停用了"));
    api.deploy(
        LONG,
        TinyAgent.CODE,
        Map.of("not_before", java.time.Instant.now().plusSeconds(86_400).toString()));
    api.awaitStatus(parked, Set.of("parked"));
  }

  @AfterAll
  static void close() {
    if (chromium != null) {
      chromium.close();
    }
  }

  private static Page home() {
    Page page = chromium.visit(SHARED.stack().address(), ColorScheme.LIGHT);
    page.navigate("/");
    return page;
  }

  /** Opened by the link of a notice, which answers nothing; then told to notify. */
  private static Page outOfSight(Page page) {
    page.navigate("/deployments/" + parked + "?ask=abort");
    page.evaluate(OUT_OF_SIGHT);
    assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
    page.keyboard().press("Escape");
    var notify = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Notify me"));
    notify.click();
    assertThat(notify).hasAttribute("aria-pressed", "true");
    return page;
  }

  @Test
  void whatNeedsAPerson_isOnTop_andGoesAway_whenSomebodyHasDecided() {
    Page page = home();
    assertThat(page.locator("#needs")).containsText("换一个更大的模型");
    assertThat(page.locator("#needs")).containsText("in samBuild");
    assertThat(page).hasTitle(Pattern.compile("^\\(\\d+\\) Deployments.*"));
    page.locator("#d-" + parked).click();
    assertThat(page).hasTitle(Pattern.compile("^Parked: inbox-parked.*"));
    Page elsewhere = outOfSight(page.context().newPage());
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Abort …")).click();
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Abort and undo")).click();
    // The title and the icon of the tab follow without a reload.
    assertThat(page)
        .hasTitle(
            Pattern.compile("^(Canceled|Failed): inbox-parked.*"),
            new com.microsoft.playwright.assertions.PageAssertions.HasTitleOptions()
                .setTimeout(300_000));
    Waiting.until(
        "a notification",
        Duration.ofSeconds(30),
        () -> ((String) elsewhere.evaluate("shown.join()")).contains("The deployment is "));
    Assertions.assertThat((String) elsewhere.evaluate("shown[0]")).startsWith("You are told here");
    Assertions.assertThat((String) elsewhere.evaluate("shown.join()"))
        .as("only what happened since the page was opened")
        .doesNotContain("parked");
    page.navigate("/");
    assertThat(page.locator("#recent"))
        .containsText("换一个更大的模型", new ContainsTextOptions().setTimeout(60_000));
    assertThat(page.locator("#d-" + parked)).hasCount(1);
    Assertions.assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void search_narrowsAtOnce_isKeptInTheAddress_andKeysLeadThere() {
    Page page = home();
    page.keyboard().press("/");
    assertThat(page.locator("#search")).isFocused();
    page.keyboard().type("xxxx");
    assertThat(page.locator("[data-row]:visible")).hasCount(1);
    assertThat(page).hasURL(Pattern.compile(".*/\\?search=xxxx"));
    page.reload();
    assertThat(page.locator("#search")).hasValue("xxxx");
    assertThat(page.locator("[data-row]")).hasCount(1);

    page.locator("h1").click();
    page.keyboard().press("j");
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).containsText("Deploy " + LONG);
    page.keyboard().press("g");
    page.keyboard().press("a");
    page.waitForURL("**/agents");
    page.keyboard().press("?");
    assertThat(page.locator("#keys")).isVisible();
    page.locator("#keys-on").uncheck();
    page.keyboard().press("Escape");
    page.keyboard().press("n");
    page.keyboard().press("?");
    assertThat(page.locator("#keys")).not().isVisible();
    assertThat(page).hasURL(Pattern.compile(".*/agents"));
    Assertions.assertThat(chromium.complaints()).isEmpty();
  }

  /**
   * The server searches deployments: an agent's line is no answer, and does not break the search.
   */
  @Test
  void anAgentThatDrifted_needsAPerson_andGivesWayToASearch() {
    Api api = SHARED.api();
    api.awaitEnd(api.deploy("inbox-drifted", TinyAgent.CODE, Map.of("smoke_test", "off")));
    SHARED
        .world()
        .functions
        .updateFunctionConfiguration(
            request -> request.functionName("inbox-drifted").memorySize(256));
    String agent = "/agents/us-east-1/" + TinyAgent.stack("inbox-drifted");
    Assertions.assertThat(api.post(agent + "/drift", Map.of()).body().path("status").asText())
        .isEqualTo("drifted");

    Page page = home();
    assertThat(page.locator("#needs")).containsText("from what was deployed");
    page.locator("#search").fill("xxxx");
    assertThat(page.locator("[data-row]:visible")).hasCount(1);
    assertThat(page.locator("#needs")).hasCount(0);
    page.locator("#search").fill("");
    assertThat(page.locator("#needs")).containsText("from what was deployed");
    Assertions.assertThat(chromium.complaints()).isEmpty();
  }

  /** Rows that fill half a phone: a text in them was not cut. */
  private static final String HIGH_ROWS =
      "[...document.querySelectorAll('[data-row]')].filter(r => r.offsetHeight >= 330)"
          + ".map(r => r.offsetHeight + ' ' + r.outerHTML)";

  /** Cells that end right of the window. */
  private static final String WIDE_CELLS =
      "document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("
          + "'main *')].filter(e => e.getBoundingClientRect().right > innerWidth)"
          + ".map(e => e.outerHTML.slice(0, 200))";

  /** Times as wide as they get, whatever is on the page. */
  private static final String LONGEST =
      "document.querySelectorAll('[data-label=Took]').forEach("
          + "cell => { cell.textContent = '23 h 59 min'; });"
          + "document.querySelectorAll('[data-label=Started] time').forEach("
          + "time => { time.textContent = '30 September 2026, 23:59:59'; });";

  @Test
  void longNames_leaveTheRowsWhole_onEveryWidth() {
    Page page = home();
    page.evaluate(LONGEST);
    for (int width : List.of(1280, 800, 390)) {
      page.setViewportSize(width, 800);
      Assertions.assertThat((List<?>) page.evaluate(WIDE_CELLS)).as("at %d", width).isEmpty();
      Assertions.assertThat((List<?>) page.evaluate(HIGH_ROWS)).as("at %d", width).isEmpty();
    }
  }
}
