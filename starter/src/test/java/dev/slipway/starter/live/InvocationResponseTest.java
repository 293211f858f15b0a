package dev.slipway.starter.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InvocationResponseTest {
  private static final String NULS = "\0".repeat(8);

  @Test
  void streamedAnswer_hasTheStatusOfItsPreludeAndTheBodyBehindIt() {
    InvocationResponse failed =
        InvocationResponse.of(
            "{\"statusCode\":500,\"headers\":{}}" + NULS + "{\"error\":\"The agent failed\"}",
            null,
            5,
            List.of());
    InvocationResponse answered =
        InvocationResponse.of("{\"statusCode\":200}" + NULS + "in pieces", null, 5, List.of());

    assertThat(failed.statusCode()).isEqualTo(500);
    assertThat(failed.response().path("error").stringValue()).isEqualTo("The agent failed");
    assertThat(answered.statusCode()).isEqualTo(200);
    assertThat(answered.response().stringValue()).isEqualTo("in pieces");
  }

  @Test
  void bufferedAnswer_isUnwrapped() {
    InvocationResponse answer =
        InvocationResponse.of(
            "{\"statusCode\":200,\"body\":\"{\\\"a\\\":1}\"}", null, 5, List.of());

    assertThat(answer.response().path("a").intValue()).isEqualTo(1);
  }
}
