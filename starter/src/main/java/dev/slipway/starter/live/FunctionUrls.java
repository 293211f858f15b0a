package dev.slipway.starter.live;

import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.storage.StarterAws;
import dev.slipway.storage.aws.ProbedSockets;
import dev.slipway.workflows.model.AgentKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Calls a function URL the way its IAM authorization requires: signed. */
@Component
public final class FunctionUrls {
  private static final int MAX_BYTES = 6 * 1024 * 1024;
  private static final int PIECE = 4 * 1024;
  private static final String LOCAL = ".localhost";

  /** Cold start and network; the function itself ends before. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  private final StarterAws aws;

  /** A status and a body. */
  record Response(int statusCode, String body) {}

  FunctionUrls(StarterAws aws) {
    this.aws = aws;
  }

  /** Receives an answer as it arrives. */
  public interface Pieces {
    /**
     * The answer starts.
     *
     * @param plain whether pieces of text follow; else one JSON document
     */
    void begin(int statusCode, boolean plain) throws IOException;

    void piece(String text) throws IOException;
  }

  /** What is done with an answer while its connection is open. */
  private interface Reader<T> {
    T read(int status, String contentType, InputStream body) throws IOException;
  }

  Response post(AgentKey agent, String url, String payload, Duration timeout) {
    try {
      return call(
          agent,
          url,
          payload,
          timeout,
          (status, type, body) ->
              new Response(status, new String(body.readNBytes(MAX_BYTES), StandardCharsets.UTF_8)));
    } catch (IOException failed) {
      throw ProblemException.badGateway("The URL %s does not answer.".formatted(url));
    }
  }

  void stream(AgentKey agent, String url, String payload, Duration timeout, Pieces pieces)
      throws IOException {
    call(
        agent,
        url,
        payload,
        timeout,
        (status, type, body) -> {
          pieces.begin(status, status == HttpURLConnection.HTTP_OK && type.startsWith("text/"));
          var text = new InputStreamReader(body, StandardCharsets.UTF_8);
          char[] buffer = new char[PIECE];
          int total = 0;
          for (int read = text.read(buffer); read >= 0; read = text.read(buffer)) {
            pieces.piece(new String(buffer, 0, read));
            total += read;
            if (total > MAX_BYTES) {
              break;
            }
          }
          return total;
        });
  }

  private <T> T call(AgentKey agent, String url, String payload, Duration timeout, Reader<T> reader)
      throws IOException {
    byte[] body = payload.getBytes(StandardCharsets.UTF_8);
    var call =
        HttpExecuteRequest.builder()
            .request(signed(agent, url, body))
            .contentStreamProvider(ContentStreamProvider.fromByteArray(body))
            .build();
    try (var http =
        ApacheHttpClient.builder()
            .connectionTimeout(Duration.ofSeconds(5))
            .socketTimeout(timeout.plus(MARGIN))
            .dnsResolver(FunctionUrls::resolve)
            .socketFactory(new ProbedSockets())
            .build()) {
      var response = http.prepareRequest(call).call();
      int status = response.httpResponse().statusCode();
      String type = response.httpResponse().firstMatchingHeader("Content-Type").orElse("");
      if (response.responseBody().isEmpty()) {
        return reader.read(status, type, InputStream.nullInputStream());
      }
      try (InputStream content = response.responseBody().get()) {
        return reader.read(status, type, content);
      }
    }
  }

  private SdkHttpRequest signed(AgentKey agent, String url, byte[] body) {
    AwsCredentialsIdentity identity = aws.clients(agent).credentials().resolveCredentials();
    SdkHttpRequest plain =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(URI.create(url))
            .putHeader("Content-Type", "application/json")
            .build();
    return AwsV4HttpSigner.create()
        .sign(
            request ->
                request
                    .identity(identity)
                    .request(plain)
                    .payload(ContentStreamProvider.fromByteArray(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "lambda")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, agent.region()))
        .request();
  }

  /** Names under localhost mean this machine (RFC 6761), which not every resolver knows. */
  private static InetAddress[] resolve(String host) throws UnknownHostException {
    return host.endsWith(LOCAL)
        ? new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")}
        : InetAddress.getAllByName(host);
  }
}
