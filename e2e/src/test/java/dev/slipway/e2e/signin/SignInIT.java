package dev.slipway.e2e.signin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.slipway.e2e.harness.Chromium;
import dev.slipway.e2e.harness.Ground;
import dev.slipway.e2e.harness.RunningCommand;
import dev.slipway.e2e.harness.SharedStack;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How a person gets in to a local stack: by the printed address, by the token, by a command. */
class SignInIT {
  @RegisterExtension static final SharedStack SHARED = new SharedStack();

  private static final String PRINTED = "http://127\\.0\\.0\\.1:\\d+/(sign-in|login/cli)\\?\\S+";

  private static URI server() {
    return SHARED.stack().address();
  }

  private static String address(String text) {
    var found = Pattern.compile(PRINTED).matcher(text);
    assertThat(found.find()).as(text).isTrue();
    return found.group();
  }

  @Test
  void theAddressThatUpPrints_opensThePage_once() {
    String printed = address(SHARED.stack().log());
    try (Chromium chromium = Chromium.start()) {
      Page first = chromium.visitAsStranger(server(), ColorScheme.LIGHT);
      first.navigate(printed);
      assertThat(first.locator("h1")).hasText("Deployments");

      Page second = chromium.visitAsStranger(server(), ColorScheme.LIGHT);
      second.navigate(printed);
      assertThat(second.locator("[role=alert]")).containsText("used already");
    }
  }

  @Test
  void aStranger_isAsked_andGetsWhereTheyWanted_andOutAgain() {
    try (Chromium chromium = Chromium.start()) {
      Page page = chromium.visitAsStranger(server(), ColorScheme.LIGHT);
      page.navigate("/agents");
      assertThat(page.locator("h1")).hasText("Sign in");
      picture(page, "sign-in");

      page.getByLabel("Or enter a token").fill("wrong");
      page.locator("button").click();
      assertThat(page.locator("[role=alert]")).containsText("did not issue");

      page.getByLabel("Or enter a token").fill(Ground.TOKEN);
      page.locator("button").click();
      assertThat(page.locator("h1")).hasText("Agents");

      page.getByText("Sign out").click();
      page.navigate("/agents");
      assertThat(page.locator("h1")).hasText("Sign in");
      assertThat(chromium.complaints()).isEmpty();
    }
  }

  @Test
  void slipwayLogin_isConfirmedOnThePage_andLastsUntilLogout(@TempDir Path config)
      throws Exception {
    Map<String, String> home = Map.of("XDG_CONFIG_HOME", config.toString());
    try (Chromium chromium = Chromium.start();
        RunningCommand login = RunningCommand.start(server(), home, "login")) {
      login.awaitLine("/login/cli");
      Page page = chromium.visit(server(), ColorScheme.LIGHT);
      page.navigate(address(String.join("\n", login.lines())));
      assertThat(page.locator("h1")).hasText("Sign in the command line?");
      picture(page, "login-cli");
      page.getByRole(AriaRole.BUTTON, button()).click();
      assertThat(page.locator("body")).containsText("close this window");
      assertThat(login.awaitEnd().exitCode()).isZero();
      assertThat(chromium.complaints()).isEmpty();
    }
    Path kept = config.resolve("slipway/credentials.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
        .isEqualTo("rw-------");

    assertThat(run(home, "whoami").exitCode()).isZero();
    assertThat(run(home, "logout").exitCode()).isZero();
    RunningCommand.Ended after = run(home, "whoami");
    assertThat(after.exitCode()).isEqualTo(2);
    assertThat(after.lines()).anyMatch(line -> line.contains("slipway login"));
  }

  private static Page.GetByRoleOptions button() {
    return new Page.GetByRoleOptions().setName("Sign in the command line").setExact(true);
  }

  private static RunningCommand.Ended run(Map<String, String> home, String... words) {
    try (RunningCommand command = RunningCommand.start(server(), home, words)) {
      return command.awaitEnd();
    }
  }

  /** For people: how the page looks. */
  private static void picture(Page page, String name) {
    Path folder = Ground.root().resolve("e2e/target/pictures");
    page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name + ".png")));
    List<Locator> buttons = page.locator("main button").all();
    assertThat(buttons).allSatisfy(button -> assertThat(button.isVisible()).isTrue());
  }
}
