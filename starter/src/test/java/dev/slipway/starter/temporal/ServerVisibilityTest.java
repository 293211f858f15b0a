package dev.slipway.starter.temporal;

import static org.awaitility.Awaitility.await;

import dev.slipway.workflows.temporal.DevServer;
import dev.slipway.workflows.temporal.SearchAttributes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** On its own Temporal dev server. */
@EnabledIfEnvironmentVariable(named = DevServer.VARIABLE, matches = ".+")
class ServerVisibilityTest extends VisibilityContract {
  @TempDir static Path home;

  private static DevServer server;

  @BeforeAll
  static void start() throws IOException {
    server = DevServer.start(home);
    await().atMost(Duration.ofMinutes(1)).until(ServerVisibilityTest::answers);
  }

  /** Its visibility may be there later than the rest of it. */
  private static boolean answers() {
    try {
      new Visibility(connection())
          .find(Query.types(List.of("Any")).where(SearchAttributes.AGENT, "any"), 1, null);
      return true;
    } catch (RuntimeException notYet) {
      return false;
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  TemporalConnection temporal() {
    return connection();
  }

  private static TemporalConnection connection() {
    return new TemporalConnection(server.stubs(), "default");
  }
}
