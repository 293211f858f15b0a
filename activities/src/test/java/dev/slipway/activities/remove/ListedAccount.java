package dev.slipway.activities.remove;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** An account whose list of secrets, unlike that of its objects, is not that of now. */
final class ListedAccount implements AutoCloseable {
  private static final Instant STORED = Instant.parse("2026-01-01T00:00:00Z");

  /** What ListSecrets shows, by name. */
  final Set<String> listed = new TreeSet<>();

  /** The secrets that there are, by name. */
  final Set<String> secrets = ConcurrentHashMap.newKeySet();

  /** The keys of the bucket's objects. */
  final Set<String> objects = new TreeSet<>();

  private final HttpServer server;

  ListedAccount() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::serve);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  static String arn(String secret) {
    return "arn:aws:secretsmanager:us-east-1:000000000000:secret:" + secret + "-a1b2c3";
  }

  private void serve(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String target =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target")).orElse("");
    String operation = target.substring(target.indexOf('.') + 1);
    Answer answer =
        switch (operation) {
          case "ListSecrets" -> new Answer(200, list());
          case "DescribeSecret", "DeleteSecret" -> about(operation, body);
          default -> new Answer(200, body.contains("GetCallerIdentity") ? identity() : bucket());
        };
    byte[] text = answer.text().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  private record Answer(int status, String text) {}

  private String list() {
    return listed.stream()
        .map(ListedAccount::json)
        .collect(Collectors.joining(",", "{\"SecretList\":[", "]}"));
  }

  private Answer about(String operation, String body) {
    Optional<String> secret =
        secrets.stream()
            .filter(name -> body.contains(id(name)) || body.contains(id(arn(name))))
            .findFirst();
    if (secret.isEmpty()) {
      return new Answer(400, "{\"__type\":\"ResourceNotFoundException\",\"message\":\"no\"}");
    }
    if (operation.equals("DeleteSecret")) {
      secrets.remove(secret.get());
    }
    return new Answer(200, json(secret.get()));
  }

  private static String id(String nameOrArn) {
    return "\"SecretId\":\"" + nameOrArn + "\"";
  }

  private static String json(String secret) {
    return "{\"Name\":\"%s\",\"ARN\":\"%s\",\"CreatedDate\":%d}"
        .formatted(secret, arn(secret), STORED.getEpochSecond());
  }

  private static String identity() {
    return "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>000000000000</Account>"
        + "<Arn>arn:aws:iam::000000000000:root</Arn></GetCallerIdentityResult>"
        + "</GetCallerIdentityResponse>";
  }

  private String bucket() {
    return objects.stream()
        .map(
            key ->
                "<Contents><Key>%s</Key><LastModified>%s</LastModified></Contents>"
                    .formatted(key, STORED))
        .collect(Collectors.joining("", "<ListBucketResult>", "</ListBucketResult>"));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
