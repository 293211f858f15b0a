package dev.slipway.storage.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.workflows.failure.FailureType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** The exceptions are those that the SDK threw; see the README next to them. */
class CapturedErrorsTest {
  private static final String TABLE =
      """
      call-timed-out,                      AWS_UNAVAILABLE
      cloudformation-internal-failure,     AWS_UNAVAILABLE
      cloudformation-access-denied,        ACCESS_DENIED
      cloudformation-limit-exceeded,       QUOTA_EXCEEDED
      cloudformation-no-stack,             UNEXPECTED
      cloudformation-no-stack-to-change,   UNEXPECTED
      cloudformation-hangs-up,             AWS_UNAVAILABLE
      cloudformation-service-unavailable,  AWS_UNAVAILABLE
      secretsmanager-throttling,           THROTTLED
      secretsmanager-access-denied,        ACCESS_DENIED
      secretsmanager-internal,             AWS_UNAVAILABLE
      secretsmanager-expired-token,        CREDENTIALS_INVALID
      secretsmanager-no-secret,            UNEXPECTED
      lambda-too-many-requests,            THROTTLED
      lambda-access-denied,                ACCESS_DENIED
      lambda-service-exception,            AWS_UNAVAILABLE
      lambda-code-storage,                 QUOTA_EXCEEDED
      lambda-no-function,                  UNEXPECTED
      s3-slow-down,                        THROTTLED
      s3-access-denied,                    ACCESS_DENIED
      s3-no-bucket,                        STORAGE_UNAVAILABLE
      s3-head-forbidden,                   ACCESS_DENIED
      sts-expired-token,                   CREDENTIALS_INVALID
      sts-invalid-key,                     CREDENTIALS_INVALID
      sts-wrong-signature,                 CREDENTIALS_INVALID
      iam-no-role,                         UNEXPECTED
      iam-throttling,                      THROTTLED
      unknown-code,                        UNEXPECTED
      nobody-listens,                      AWS_UNAVAILABLE
      no-credentials,                      CREDENTIALS_INVALID
      """;

  private static final Map<String, JsonNode> CAPTURED = read();

  @ParameterizedTest
  @CsvSource(textBlock = TABLE)
  void exception_hasItsType(String name, FailureType type) {
    var failure = AwsFailures.explain(thrown(Objects.requireNonNull(CAPTURED.get(name))));

    assertThat(failure.type()).isEqualTo(type);
    assertThat(failure.message()).isNotBlank();
    assertThat(failure.evidence()).isNotEmpty();
  }

  @Test
  void allAreCovered() {
    List<String> judged = TABLE.lines().map(line -> line.split(",")[0]).toList();

    assertThat(CAPTURED.keySet()).containsExactlyInAnyOrderElementsOf(judged);
  }

  private static SdkException thrown(JsonNode seen) {
    String text = seen.path("text").asText();
    if (!seen.has("status")) {
      return SdkClientException.create(text);
    }
    return AwsServiceException.builder()
        .message(text)
        .statusCode(seen.path("status").asInt())
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .serviceName(seen.path("service").asText())
                .errorCode(seen.path("code").textValue())
                .errorMessage(seen.path("message").textValue())
                .build())
        .build();
  }

  private static Map<String, JsonNode> read() {
    var byName = new TreeMap<String, JsonNode>();
    var json = new ObjectMapper();
    try (var in = CapturedErrorsTest.class.getResourceAsStream("/aws-errors/captured.ndjson")) {
      var lines = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      for (String line : lines.lines().toList()) {
        JsonNode seen = json.readTree(line);
        byName.put(seen.path("case").asText(), seen);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return byName;
  }
}
