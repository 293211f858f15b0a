package dev.slipway.activities.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.storage.aws.AwsClients;
import dev.slipway.storage.aws.AwsSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** What is sent to CloudFormation where the worker has a role for it, and where it has none. */
class StackRoleTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/slipway-cloudformation";

  @Test
  void everythingThatChangesAStack_isDoneWithTheRole() throws Exception {
    assertThat(sent(ROLE))
        .hasSize(4)
        .filteredOn(request -> request.contains("RoleARN=" + ROLE))
        .extracting(request -> request.replaceFirst(".*Action=(\\w+).*", "$1"))
        .containsExactlyInAnyOrder("CreateChangeSet", "DeleteStack", "ContinueUpdateRollback");
  }

  @Test
  void withoutARole_noneIsNamed() throws Exception {
    assertThat(sent(null)).hasSize(4).noneMatch(request -> request.contains("RoleARN"));
  }

  private static List<String> sent(@Nullable String role) throws Exception {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var requests = new CopyOnWriteArrayList<String>();
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          requests.add(
              URLDecoder.decode(new String(body, StandardCharsets.UTF_8), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(400, -1);
          exchange.close();
        });
    server.start();
    var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b"));
    try (var aws = new AwsClients(AwsSettings.at(address).withStackRole(role), credentials);
        var clients = new AwsCloudClients(aws)) {
      var client = clients.cloudFormation("us-east-1");
      assertThatThrownBy(() -> client.createChangeSet(r -> r.stackName("s").changeSetName("c")))
          .isNotNull();
      assertThatThrownBy(() -> client.deleteStack(r -> r.stackName("s"))).isNotNull();
      assertThatThrownBy(() -> client.continueUpdateRollback(r -> r.stackName("s"))).isNotNull();
      assertThatThrownBy(() -> client.describeStacks(r -> r.stackName("s"))).isNotNull();
    } finally {
      server.stop(0);
    }
    return requests;
  }
}
