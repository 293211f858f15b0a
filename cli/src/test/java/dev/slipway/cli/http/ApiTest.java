package dev.slipway.cli.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ApiTest {
  private static final String BODY = "{\"a\":\"b\"}";

  /** It may have been carried out: a second one could deploy twice. */
  @Test
  void postWhoseConnectionIsLost_isNotRepeated() throws Exception {
    try (var silent = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      List<String> requests = new CopyOnWriteArrayList<>();
      Thread.ofVirtual().start(() -> takeAndHangUp(silent, requests));
      var api = new Api(ServerAddress.of("http://127.0.0.1:" + silent.getLocalPort()), null);

      assertThatThrownBy(() -> api.post(Path.of("deployments"), Json.object().put("a", "b")))
          .isInstanceOf(ServerUnreachable.class);

      assertThat(requests).containsExactly("POST /api/v1/deployments HTTP/1.1 " + BODY);
    }
  }

  private static void takeAndHangUp(ServerSocket server, List<String> requests) {
    while (true) {
      try (Socket client = server.accept();
          var in =
              new BufferedReader(
                  new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
        String line = in.readLine();
        in.lines().takeWhile(header -> !header.isEmpty()).forEach(_ -> {});
        char[] body = new char[BODY.length()];
        requests.add(line + " " + new String(body, 0, in.read(body)));
      } catch (IOException closed) {
        return;
      }
    }
  }
}
