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
  void streamThatTheAgentBrokeOff_isAFailure_howeverItBegan() {
    String body = "begin\n[slipway: the agent stopped before it was done: no berth]\n";
    InvocationResponse invoked =
        InvocationResponse.of("{\"statusCode\":200}" + NULS + body, null, 5, List.of());

    assertThat(invoked.statusCode()).isEqualTo(500);
    assertThat(invoked.response().stringValue()).isEqualTo(body);
    assertThat(InvocationResponse.plain(200, body, 5).statusCode()).isEqualTo(500);
    assertThat(InvocationResponse.plain(503, body, 5).statusCode()).isEqualTo(503);
    assertThat(InvocationResponse.plain(200, body + "It writes so.", 5).statusCode())
        .isEqualTo(200);
  }

  @Test
  void bufferedAnswer_isUnwrapped() {
    InvocationResponse answer =
        InvocationResponse.of(
            "{\"statusCode\":200,\"body\":\"{\\\"a\\\":1}\"}", null, 5, List.of());

    assertThat(answer.response().path("a").intValue()).isEqualTo(1);
  }
}
