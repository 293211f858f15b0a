package dev.slipway.storage.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.api.DeploymentId;
import dev.slipway.api.StackName;
import dev.slipway.storage.aws.AwsClients;
import dev.slipway.storage.aws.AwsFailures;
import dev.slipway.storage.aws.AwsSettings;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.model.AgentKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;

class SecretStoreTest {
  private static final AgentKey AGENT =
      new AgentKey("000000000000", "us-east-1", new StackName("strands-agent-a"));

  @Test
  void nameThatWasDeletedJustNow_canBeUsedLater() throws IOException {
    Failure failure =
        refused(
            "InvalidRequestException",
            "You can't create this secret because a secret with this name is already scheduled for deletion.");

    assertThat(failure.type().isTransient()).as("%s", failure).isTrue();
    assertThat(failure.message()).contains("still deleting");
  }

  private static Failure refused(String code, String message) throws IOException {
    byte[] answer =
        "{\"__type\":\"%s\",\"message\":\"%s\"}"
            .formatted(code, message)
            .getBytes(StandardCharsets.UTF_8);
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(400, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b"));
    try (var aws = new AwsClients(AwsSettings.at(address), credentials)) {
      var secrets = new SecretStore(aws);
      return AwsFailures.explain(
          catchThrowableOfType(
              SdkException.class,
              () -> secrets.create(AGENT, new DeploymentId("d-1"), Map.of("A_KEY", "a-value"))));
    } finally {
      server.stop(0);
    }
  }
}
