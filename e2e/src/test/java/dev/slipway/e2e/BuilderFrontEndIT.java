package dev.slipway.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.slipway.e2e.harness.BuilderFrontEnd;
import dev.slipway.e2e.harness.Chromium;
import dev.slipway.e2e.harness.Emulated;
import dev.slipway.e2e.harness.LocalStack;
import dev.slipway.e2e.harness.RuntimeReading;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The visual builder's own pages, unmodified, with Slipway behind them: a flow becomes an agent on
 * AgentCore, which is watched, called, changed and deleted. {@code SLIPWAY_TEST_BUILDER} names a
 * checkout of its repository.
 */
class BuilderFrontEndIT {
  private static final String NAME = "front-end-agent";

  /** How the emulator's model begins each answer. */
  private static final String ANSWER = "[ministack";

  private static final LocatorAssertions.IsVisibleOptions AFTER_A_BUILD =
      new LocatorAssertions.IsVisibleOptions().setTimeout(600_000);

  private static BuilderFrontEnd builder;
  private static LocalStack stack;
  private static Emulated world;
  private static Chromium chromium;

  @BeforeAll
  static void open() {
    BuilderFrontEnd.assumeCheckedOut();
    chromium = Chromium.start();
    builder = new BuilderFrontEnd();
    String pages = builder.address().toString();
    stack = new LocalStack(Map.of("SLIPWAY_ALLOWED_ORIGINS", pages)).start();
    world = new Emulated(stack);
    builder.serve(stack.address());
  }

  @AfterAll
  static void close() throws Exception {
    for (AutoCloseable part :
        Stream.of(chromium, builder, world, stack).filter(Objects::nonNull).toList()) {
      part.close();
    }
  }

  @Test
  void aFlowIsDeployedWatchedCalledChangedAndDeleted() {
    List<String> refused = new CopyOnWriteArrayList<>();
    Page page = chromium.visitAsStranger(builder.address(), ColorScheme.DARK);
    page.setViewportSize(1600, 1000);
    page.onResponse(
        answer -> {
          if (answer.status() >= 400 && answer.url().matches(".*/(api/deploy.*|ws)")) {
            refused.add("%d %s".formatted(answer.status(), answer.url()));
          }
        });
    page.navigate("/");
    button(page, "Samples").click();
    page.getByTitle("Load \"Single Agent\" onto the canvas").click();

    deploy(page);
    assertThat(runtime().endpoints()).isEqualTo(Map.of("DEFAULT", "1", "live", "1"));
    call(page);
    assertThat(page.locator(".text-green-400")).containsText(ANSWER);

    page.locator(".react-flow__node").getByText("Assistant Agent").click();
    page.getByLabel("Enable Streaming").check();
    deploy(page);
    assertThat(runtime().endpoints()).isEqualTo(Map.of("DEFAULT", "2", "live", "2"));
    call(page);
    assertThat(page.getByText("Streaming Response")).isVisible();
    assertThat(page.locator(".text-green-400")).containsText(ANSWER);

    page.getByTitle("Delete this agent").click();
    button(page, "Delete Runtime").click();
    assertThat(page.getByText("No deployed agents found")).isVisible(AFTER_A_BUILD);
    assertThat(runtime().id()).isEmpty();
    assertThat(world.thingsNamed(NAME)).isEmpty();
    assertThat(refused).isEmpty();
  }

  /** Follows the steps as they arrive at the page's WebSocket. */
  private static void deploy(Page page) {
    button(page, "Deploy").click();
    page.locator("#agentName").fill(NAME);
    page.getByText("LAUNCH AGENT").click();
    assertThat(step(page, "Building with SAM")).isVisible();
    assertThat(step(page, "AgentCore deployment completed successfully")).isVisible(AFTER_A_BUILD);
    for (String label :
        List.of("Validating prerequisites", "Deploying to AWS", "Testing the agent")) {
      assertThat(step(page, label)).hasClass(Pattern.compile("\\bdone\\b"));
    }
  }

  private static Locator step(Page page, String label) {
    return page.locator(".lp-step", new Page.LocatorOptions().setHasText(label));
  }

  private static void call(Page page) {
    button(page, "Cloud Invoke").click();
    page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("front_end_agent"))
        .click();
    button(page, "Invoke AgentCore Agent").click();
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static RuntimeReading runtime() {
    return new RuntimeReading(world, NAME);
  }
}
