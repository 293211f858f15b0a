package dev.slipway.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.starter.fakes.FakeStorage;
import dev.slipway.starter.fakes.RunningStarter;
import dev.slipway.starter.fakes.RunningStarter.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that asks how to sign in, on a server with identity providers. */
class SignInPageTest {
  private static final String POLICY =
      """
      sign_in:
        - issuer: https://login.example.com/realms/acme
          audience: slipway
          page: {client_id: slipway}
        - issuer: https://pipelines.example.com
          audience: slipway
      """;

  private static RunningStarter starter;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("policy.yaml"), POLICY);
    starter = RunningStarter.openWithoutTemporal(new FakeStorage(), "--slipway.policy=" + file);
  }

  @AfterAll
  static void close() {
    starter.close();
  }

  @Test
  void page_offersTheProvidersOfPeople() {
    Reply page = starter.form("/sign-in", "token=wrong&to=/agents");

    assertThat(page.status()).isEqualTo(401);
    assertThat(page.body())
        .contains("Continue with", "login.example.com")
        .contains("/sign-in/with?issuer=https://login.example.com/realms/acme&amp;to=/agents")
        .doesNotContain("pipelines.example.com");
  }

  @Test
  void linkThatWasUsedAlready_isRefused_andThePageSaysHowElse() {
    Reply page = starter.get("/sign-in?code=used");

    assertThat(page.status()).isEqualTo(401);
    assertThat(page.body()).contains("This link was used already", "login.example.com");
  }
}
