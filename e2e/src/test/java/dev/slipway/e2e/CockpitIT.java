package dev.slipway.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.slipway.e2e.harness.Chromium;
import dev.slipway.e2e.harness.SharedStack;
import dev.slipway.e2e.harness.SlowAnswer;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A live agent's page in a real browser: what is said to it and what went wrong. */
class CockpitIT {
  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  private static final String NAME = "cockpit";
  private static final String INVOKE = "**/invoke";
  private static Chromium chromium;

  @BeforeAll
  static void deployOne() {
    chromium = Chromium.start();
    var api = SHARED.api();
    api.awaitEnd(api.deploy(NAME, TinyAgent.CODE, Map.of("smoke_test", "off", "session", "s3")));
  }

  @AfterAll
  static void close() {
    if (chromium != null) {
      chromium.close();
    }
  }

  private static Page agent() {
    Page page = chromium.visit(SHARED.stack().address(), ColorScheme.LIGHT);
    page.navigate("/agents/us-east-1/" + TinyAgent.stack(NAME));
    return page;
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator ask(Page page, String prompt) {
    page.getByLabel("Prompt").fill(prompt);
    button(page, "Ask").click();
    return page.locator(".answer").last();
  }

  private static void answer(Page page, int status, String type, String body) {
    page.unroute(INVOKE);
    page.route(
        INVOKE,
        route ->
            route.fulfill(
                new Route.FulfillOptions().setStatus(status).setContentType(type).setBody(body)));
  }

  @Test
  void conversation_isHeldInOneSession_keptOnReload_andCleared() {
    Page page = agent();
    String session = page.getByLabel("Session").inputValue();
    Locator first = ask(page, "It's me; who are you?");
    assertThat(first.locator(".said")).containsText("reply for prompt");
    assertThat(first).containsText("status 200");
    assertThat(first).containsText(session);

    assertThat(new AxeBuilder(page).analyze().getViolations())
        .filteredOn(fault -> !"minor".equals(fault.getImpact()))
        .isEmpty();
    first.getByText("Copy as command").click();
    assertThat((String) page.evaluate("navigator.clipboard.readText()"))
        .isEqualTo(
            "slipway invoke us-east-1/%s --session %s -- 'It'\\''s me; who are you?'",
            TinyAgent.stack(NAME), session);
    first.getByText("Copy as curl").click();
    assertThat((String) page.evaluate("navigator.clipboard.readText()"))
        .contains("$SLIPWAY_TOKEN", "/invoke", "\"session_id\":\"" + session);

    page.evaluate("sessionStorage.setItem('slipway-console somebody%20else them', '{}')");
    page.reload();
    assertThat(page.locator(".answer .said")).containsText("reply for prompt");
    assertThat(page.getByLabel("Session")).hasValue(session);
    assertThat(page.evaluate("sessionStorage.getItem('slipway-console somebody%20else them')"))
        .isNull();
    button(page, "New session").click();
    assertThat(page.getByLabel("Session")).not().hasValue(session);
    button(page, "Clear conversation").click();
    assertThat(page.locator(".answer")).hasCount(0);
    page.reload();
    assertThat(page.locator(".answer")).hasCount(0);
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void payload_isSentAsItIs_onceItIsJson() {
    Page page = agent();
    page.getByLabel("Send JSON").check();
    page.getByLabel("Payload (JSON)").fill("{\"prompt\": oops}");
    page.keyboard().press("Control+Enter");
    assertThat((String) page.locator("[name=prompt]").evaluate("field => field.validationMessage"))
        .startsWith("This is not JSON");
    String payload = "{\"prompt\": \"raw\", \"berth\": 12345678901234567890}";
    page.getByLabel("Payload (JSON)").fill(payload);
    var asked = page.waitForRequest(INVOKE, () -> page.keyboard().press("Control+Enter"));
    assertThat(asked.postData()).isEqualTo("{\"payload\":%s}", payload);
    assertThat(page.locator(".answer .said")).containsText("reply for prompt");
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void words_appearAsTheyCome_andWaitingCanEnd() throws Exception {
    Page page = agent();
    try (SlowAnswer agent = SlowAnswer.start("The first", " words")) {
      page.route(
          INVOKE,
          route -> route.resume(new Route.ResumeOptions().setUrl(agent.address().toString())));
      Locator turn = ask(page, "Tell me");
      assertThat(turn.locator(".said")).hasText("The first words");
      assertThat(turn).containsText("first words after");
      assertThat(button(page, "Stop waiting")).isVisible();
      agent.complete();
      assertThat(turn).containsText("status 200");
      assertThat(button(page, "Stop waiting")).not().isVisible();
    }
    try (SlowAnswer agent = SlowAnswer.start("Half")) {
      page.unroute(INVOKE);
      page.route(
          INVOKE,
          route -> route.resume(new Route.ResumeOptions().setUrl(agent.address().toString())));
      Locator turn = ask(page, "Tell me more");
      assertThat(turn.locator(".said")).hasText("Half");
      button(page, "Stop waiting").click();
      assertThat(turn).containsText("You stopped waiting");
    }
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void use_isCounted_andTheLogIsSearched() {
    Page page = agent();
    assertThat(ask(page, "Count me").locator(".said")).containsText("reply for prompt");
    page.reload();
    page.locator("#usage").scrollIntoViewIfNeeded();
    assertThat(page.locator("#usage figure").first()).containsText("0 of them failed");
    assertThat(page.locator("#usage")).containsText("a month, if it goes on like this");
    page.locator("#usage summary").click();
    assertThat(page.locator("#usage tbody tr")).not().hasCount(0);
    // Strands itself counted what the model on the local stack says that its answer took.
    Locator tokens =
        page.locator("#usage figure").filter(new Locator.FilterOptions().setHasText("Tokens"));
    assertThat(tokens.locator("strong"))
        .hasText(Pattern.compile("[1-9][0-9,]* in, [1-9][0-9,]* out"));

    Locator lines = page.locator("#log > div:visible");
    assertThat(lines.filter(new Locator.FilterOptions().setHasText("REPORT"))).not().hasCount(0);
    assertThat(lines.filter(new Locator.FilterOptions().setHasText("agent usage")))
        .not()
        .hasCount(0);
    page.getByLabel("Level").selectOption("1");
    for (String counted : List.of("REPORT", "agent usage")) {
      assertThat(lines.filter(new Locator.FilterOptions().setHasText(counted))).hasCount(0);
    }
    page.getByLabel("Search").fill("AGENT answered");
    assertThat(lines.first()).containsText("agent answered  request_id=");
    page.getByLabel("Level").selectOption("3");
    assertThat(lines).hasCount(0);
    page.getByLabel("Level").selectOption("0");
    var download = page.waitForDownload(() -> page.getByText("Download").click());
    assertThat(download.suggestedFilename()).isEqualTo(NAME + ".ndjson");
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void palette_leadsToPlacesAndActions_byKeyboard() {
    Page page = agent();
    page.keyboard().press("Control+k");
    assertThat(page.locator("#palette-search")).isFocused();
    page.keyboard().type("destr");
    assertThat(page.locator("#palette [role=option]").first()).hasText("Action Destroy …");
    page.keyboard().press("Enter");
    page.waitForURL("**/destroy");

    button(page, "Go to … Ctrl K").click();
    page.keyboard().type("us-east-1/strands-agent-cock");
    assertThat(page.locator("#palette [role=option]").first()).containsText("Agent cockpit");
    assertThat(new AxeBuilder(page).analyze().getViolations())
        .filteredOn(fault -> !"minor".equals(fault.getImpact()))
        .isEmpty();
    page.keyboard().press("Enter");
    page.waitForURL("**/" + TinyAgent.stack(NAME));

    page.keyboard().press("Control+k");
    page.keyboard().type("no such thing");
    assertThat(page.locator("#palette-said")).hasText("Nothing is found.");
    page.keyboard().press("Escape");
    assertThat(page.locator("#palette")).not().isVisible();
    page.keyboard().press("Control+k");
    page.keyboard().type("tokens");
    page.keyboard().press("Enter");
    page.waitForURL("**/tokens");
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void whatGoesWrong_isSaidInItsPlace_inPlainWords() {
    Page page = agent();
    for (var refused :
        Map.of(
                403, "You may not ask this agent. DETAIL",
                404, "Nothing is live here to ask. DETAIL",
                502, "The agent could not be reached. DETAIL")
            .entrySet()) {
      answer(page, refused.getKey(), "application/problem+json", "{\"detail\":\"DETAIL\"}");
      assertThat(ask(page, "?").locator(".failed")).hasText(refused.getValue());
    }
    answer(page, 200, "text/event-stream", "event: piece\ndata: \"Half an\"\n\n");
    assertThat(ask(page, "?").locator(".failed")).containsText("broke off");
    assertThat(page.locator(".answer").last().locator(".said")).hasText("Half an");
    answer(
        page,
        200,
        "text/event-stream",
        "event: piece\ndata: \"Half an\"\n\nevent: end\ndata: {\"status_code\":500,"
            + "\"response\":\"The agent broke off.\",\"duration_ms\":1,\"log_tail\":[]}\n\n");
    assertThat(ask(page, "?").locator(".failed")).hasText("The agent broke off.");
    assertThat(page.locator(".answer").last().locator(".said")).hasText("Half an");
    answer(
        page,
        200,
        "text/event-stream",
        "event: end\ndata: {\"status_code\":500,\"response\":{\"errorMessage\":\"Task timed out after"
            + " 300.00 seconds\"},\"duration_ms\":300000,\"log_tail\":[\"REPORT\"]}\n\n");
    Locator late = ask(page, "?");
    assertThat(late.locator(".failed")).containsText("may take 300 s and took longer");
    late.getByText("Its log").click();
    assertThat(late.locator("[data-part=log]")).hasText("REPORT");
    page.unroute(INVOKE);
    page.route(INVOKE, Route::abort);
    assertThat(ask(page, "?").locator(".failed")).containsText("can't be reached");
    assertThat(page.locator(".answer.bad")).hasCount(7);
  }
}
