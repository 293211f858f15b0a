package dev.slipway.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** A worker that is alone in its process reports to its monitor that it is alive. */
class WorkerHealthTest {
  @Test
  void alone_servesItsHealthOnLoopbackOnly() throws Exception {
    try (var context =
            WorkerApplication.alone()
                .run("--SLIPWAY_WORKER_HEALTH_PORT=0", "--slipway.temporal.target=127.0.0.1:1");
        var http = HttpClient.newHttpClient()) {
      var port = context.getEnvironment().getProperty("local.server.port");
      var health = URI.create("http://127.0.0.1:%s/actuator/health".formatted(port));

      var answer =
          http.send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("\"UP\"");
      assertThat(context.getEnvironment().getProperty("server.address")).isEqualTo("127.0.0.1");
    }
  }
}
