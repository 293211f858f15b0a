package dev.slipway.starter.live;

import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.storage.StarterAws;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Calls a function URL the way its IAM authorization wants it: signed. */
@Component
final class FunctionUrls {
  private static final int MOST_BYTES = 6 * 1024 * 1024;
  private static final Set<String> SET_BY_CLIENT = Set.of("host", "content-length");

  private final StarterAws aws;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  /** A status and a body. */
  record Response(int statusCode, String body) {}

  FunctionUrls(StarterAws aws) {
    this.aws = aws;
  }

  Response post(String region, String url, String payload, Duration timeout) {
    byte[] body = payload.getBytes(StandardCharsets.UTF_8);
    AwsCredentialsIdentity identity = aws.clients().credentials().resolveCredentials();
    SdkHttpRequest plain =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(URI.create(url))
            .putHeader("Content-Type", "application/json")
            .build();
    var signed =
        AwsV4HttpSigner.create()
            .sign(
                request ->
                    request
                        .identity(identity)
                        .request(plain)
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "lambda")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region));
    return send(signed.request(), body, url, timeout);
  }

  private Response send(SdkHttpRequest signed, byte[] body, String url, Duration timeout) {
    var request =
        HttpRequest.newBuilder(signed.getUri())
            .timeout(timeout.plusSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    signed
        .headers()
        .forEach(
            (name, values) -> {
              if (!SET_BY_CLIENT.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      HttpResponse<InputStream> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream content = response.body()) {
        return new Response(
            response.statusCode(),
            new String(content.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
      }
    } catch (IOException failed) {
      throw ProblemException.upstream("The URL %s does not answer.".formatted(url));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw ProblemException.unavailable("The server is stopping.");
    }
  }
}
