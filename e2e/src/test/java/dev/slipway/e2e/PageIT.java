package dev.slipway.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.slipway.e2e.harness.Chromium;
import dev.slipway.e2e.harness.Keyboard;
import dev.slipway.e2e.harness.SharedStack;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page in a real browser: an agent's whole life, by mouse and without one. */
class PageIT {
  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  private static final LocatorAssertions.ContainsTextOptions AFTER_A_BUILD =
      new LocatorAssertions.ContainsTextOptions().setTimeout(600_000);

  private static Chromium chromium;

  @BeforeAll
  static void open() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void close() {
    if (chromium != null) {
      chromium.close();
    }
  }

  private static Page visit() {
    return chromium.visit(SHARED.stack().address(), ColorScheme.LIGHT);
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  private static void assertEnds(Page page, String status) {
    assertThat(page.locator("h1 .chip")).containsText(status, AFTER_A_BUILD);
  }

  @Test
  void aCheckThatNoWorkerAnswered_isAskedForAgain() {
    Page page = visit();
    page.route(
        "**/new/check",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("text/html")
                    .setBody("<p class='verdict failed'>No worker</p><p data-again></p>")),
        new Page.RouteOptions().setTimes(1));
    page.navigate("/new?sample");
    assertThat(page.locator("#advice .verdict")).containsText("ready to deploy");
  }

  @Test
  void codeThatChangedUnnoticed_isCheckedAllTheSame() {
    Page page = visit();
    page.route(
        "**/new/check",
        route -> {
          // As if it had been typed before the page could notice.
          page.evaluate(
              "document.getElementById('code').value = 'def main(x):\\n    return (x\\n'");
          route.resume();
        },
        new Page.RouteOptions().setTimes(1));
    page.navigate("/new");
    assertThat(page.locator("#advice .verdict")).containsText("wrong with the code");
  }

  @Test
  void aWholeLife_byMouse() {
    Page page = visit();
    page.navigate("/");
    page.getByText("New deployment").click();
    // The code is checked before the agent has a name, and Deploy stays in sight.
    page.setViewportSize(1280, 720);
    page.getByLabel("Agent code").fill("def main(x):\n    return (x\n");
    assertThat(page.locator("#advice .verdict")).containsText("wrong with the code");
    assertThat(button(page, "Deploy").last()).isInViewport();
    page.getByLabel("Function name").fill("page-mouse");
    page.locator("#advice").getByText("line 2").click();
    assertThat(page.getByLabel("Agent code")).isFocused();
    assertThat(page.locator("#gutter mark")).hasText("2");

    page.getByLabel("Agent code").fill(TinyAgent.CODE);
    assertThat(page.locator("#advice .verdict")).containsText("ready to deploy");
    assertThat(page.locator("#advice .money")).containsText("a month");
    page.getByLabel("Reason").fill("by mouse");
    button(page, "Deploy").last().click();
    page.waitForURL("**/deployments/**");
    assertEnds(page, "succeeded");
    assertThat(page.locator(".lanes > li")).hasCount(6);
    assertThat(page.locator("#resources tbody tr").first()).isVisible();
    assertThat(page.locator("#log")).containsText("CREATE_COMPLETE");
    button(page, "Copy Function ARN").click();
    assertThat((String) page.evaluate("navigator.clipboard.readText()"))
        .contains(":function:page-mouse");

    page.getByText("Ask the agent").click();
    page.getByLabel("Prompt").fill("Who are you?");
    button(page, "Ask").click();
    assertThat(page.locator(".answer .said")).containsText("reply for prompt", AFTER_A_BUILD);

    page.getByText("Deploy a new version").click();
    page.getByLabel("Agent code").fill(TinyAgent.CODE.replace("str(agent", "'new: ' + str(agent"));
    button(page, "Deploy").last().click();
    page.waitForURL("**/deployments/**");
    assertEnds(page, "succeeded");
    page.getByText("strands-agent-page-mouse").first().click();
    assertThat(page.locator("h1")).containsText("revision 2 is live");

    page.getByText("Compare revisions").click();
    assertThat(page.locator(".diff .add").first()).containsText("'new: '");
    page.goBack();
    button(page, "Roll back to revision 1").click();
    assertThat(page.locator("dialog[open] .diff .remove").first()).containsText("'new: '");
    button(page, "Roll back").last().click();
    page.waitForURL("**/deployments/**");
    assertEnds(page, "succeeded");
    assertThat(page.locator("#head")).containsText("Rolls back to");
    page.getByText("strands-agent-page-mouse").first().click();

    page.getByText("Destroy …").click();
    assertThat(page.locator("#preview")).containsText("AWS::Lambda::Function");
    button(page, "Destroy page-mouse").click();
    page.waitForURL("**/deployments/**");
    assertEnds(page, "succeeded");
    page.getByText("strands-agent-page-mouse").first().click();
    assertThat(page.locator("h1")).containsText("does not exist any more");
    assertThat(page.locator("[data-row]")).hasCount(4);
    page.navigate("/agents");
    assertThat(page.locator("main")).not().containsText("page-mouse");
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void aWholeLife_withoutAMouse() {
    Page page = visit();
    page.navigate("/");
    Keyboard keys = new Keyboard(page);
    keys.to("New deployment").press("Enter");
    page.waitForURL("**/new");
    keys.to("Function name").write("page-keys").to("Agent code").write(TinyAgent.CODE);
    // Tab indents in the code; Escape releases it.
    keys.press("Escape").to("Reason").write("without a mouse");
    assertThat(page.locator("#advice .verdict")).containsText("ready to deploy");
    keys.to("Deploy").press("Enter");
    page.waitForURL("**/deployments/**");
    keys.to("Cancel …").press("Enter");
    assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
    keys.press("Escape");
    assertThat(page.getByRole(AriaRole.DIALOG)).not().isVisible();
    assertEnds(page, "succeeded");

    keys.to("Ask the agent").press("Enter");
    page.waitForURL("**/agents/**");
    keys.to("Prompt").write("Who are you?").to("Ask").press("Enter");
    assertThat(page.locator(".answer .said")).containsText("reply for prompt", AFTER_A_BUILD);

    page.navigate(page.url());
    keys.to("Deploy a new version").press("Enter");
    page.waitForURL(Pattern.compile(".*/new\\?from=.*"));
    keys.to("Agent code").press("Control+A").write(TinyAgent.CODE + "\n# second edition\n");
    keys.press("Escape").to("Deploy").press("Enter");
    page.waitForURL("**/deployments/**");
    assertEnds(page, "succeeded");

    page.navigate("/agents/us-east-1/" + TinyAgent.stack("page-keys"));
    keys.to("Roll back to revision 1").press("Enter");
    keys.to("Reason").write("the first was better").to("Roll back").press("Enter");
    page.waitForURL("**/deployments/**");
    assertEnds(page, "succeeded");

    page.navigate("/agents/us-east-1/" + TinyAgent.stack("page-keys"));
    keys.to("Destroy …").press("Enter");
    page.waitForURL("**/destroy");
    keys.to("Destroy page-keys").press("Enter");
    page.waitForURL("**/deployments/**");
    assertEnds(page, "succeeded");
    assertThat(chromium.complaints()).isEmpty();
  }
}
