package dev.slipway.starter.live;

import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.storage.StarterAws;
import java.io.IOException;
import java.io.InputStream;
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

/** Calls a function URL the way its IAM authorization wants it: signed. */
@Component
final class FunctionUrls {
  private static final int MOST_BYTES = 6 * 1024 * 1024;
  private static final String LOCAL = ".localhost";

  private final StarterAws aws;

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

  private static Response send(SdkHttpRequest signed, byte[] body, String url, Duration timeout) {
    var call =
        HttpExecuteRequest.builder()
            .request(signed)
            .contentStreamProvider(ContentStreamProvider.fromByteArray(body))
            .build();
    try (var http =
        ApacheHttpClient.builder()
            .connectionTimeout(Duration.ofSeconds(5))
            .socketTimeout(timeout.plusSeconds(30))
            .dnsResolver(FunctionUrls::resolve)
            .build()) {
      var response = http.prepareRequest(call).call();
      int status = response.httpResponse().statusCode();
      if (response.responseBody().isEmpty()) {
        return new Response(status, "");
      }
      try (InputStream content = response.responseBody().get()) {
        return new Response(
            status, new String(content.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
      }
    } catch (IOException failed) {
      throw ProblemException.upstream("The URL %s does not answer.".formatted(url));
    }
  }

  /** Names under localhost mean this machine (RFC 6761), which not every resolver knows. */
  private static InetAddress[] resolve(String host) throws UnknownHostException {
    return host.endsWith(LOCAL)
        ? new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")}
        : InetAddress.getAllByName(host);
  }
}
