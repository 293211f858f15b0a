package dev.slipway.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/** An agent's URL on the emulator, called as users call it: signed, and without Slipway. */
public final class FunctionUrl implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final byte[] QUESTION =
      "{\"prompt\": \"Hello?\"}".getBytes(StandardCharsets.UTF_8);

  private final URI address;
  private final SdkHttpClient http =
      ApacheHttpClient.builder()
          .socketTimeout(LONGEST)
          .dnsResolver(host -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")})
          .build();

  /**
   * The URL in a deployment's outputs.
   *
   * @param real with AWS's own host name, which does not resolve here
   */
  public FunctionUrl(URI emulator, String real) {
    String id = URI.create(real).getHost().split("\\.")[0];
    address =
        URI.create(
            "http://%s.lambda-url.us-east-1.localhost:%d/".formatted(id, emulator.getPort()));
  }

  /** Asks once; returns the status and the whole answer. */
  public String ask() {
    var plain =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(address)
            .putHeader("Content-Type", "application/json")
            .build();
    var signed =
        AwsV4HttpSigner.create()
            .sign(
                request ->
                    request
                        .identity(AwsBasicCredentials.create("000000000000", "test"))
                        .request(plain)
                        .payload(ContentStreamProvider.fromByteArray(QUESTION))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "lambda")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"));
    var call =
        HttpExecuteRequest.builder()
            .request(signed.request())
            .contentStreamProvider(ContentStreamProvider.fromByteArray(QUESTION))
            .build();
    try {
      var response = http.prepareRequest(call).call();
      var body = response.responseBody();
      String text =
          body.isEmpty() ? "" : new String(body.get().readAllBytes(), StandardCharsets.UTF_8);
      return response.httpResponse().statusCode() + " " + text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
