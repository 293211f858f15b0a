package dev.slipway.starter.questions;

import dev.slipway.workflows.temporal.DevServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Where each activity needs a workflow. */
@EnabledIfEnvironmentVariable(named = DevServer.VARIABLE, matches = ".+")
class ServerWorkflowQuestionsTest extends QuestionsContract {
  private static DevServer server;

  @BeforeAll
  static void start(@TempDir Path home) throws IOException {
    server =
        DevServer.start(
            home, namespaces(ServerWorkflowQuestionsTest.class), "activity.enableStandalone=false");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  DevServer server() {
    return server;
  }

  @Override
  long known() {
    return workflows();
  }
}
