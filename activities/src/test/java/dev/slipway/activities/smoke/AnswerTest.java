package dev.slipway.activities.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswerTest {
  private static final String NULS = "\0".repeat(8);

  @Test
  void streamedAnswer_hasTheStatusOfItsPreludeAndTheBodyBehindIt() {
    var failed =
        Answer.parse(
            "{\"statusCode\":500,\"headers\":{}}"
                + NULS
                + "{\"success\":false,\"error\":\"The agent failed\"}");
    var answered = Answer.parse("{\"statusCode\":200,\"headers\":{}}" + NULS + "in pieces");

    assertThat(failed.statusCode()).isEqualTo(500);
    assertThat(failed.error()).isEqualTo("The agent failed");
    assertThat(answered).isEqualTo(new Answer(200, "in pieces"));
    assertThat(answered.isBrokenOff()).isFalse();
  }

  @Test
  void streamThatTheAgentDidNotFinish_isBrokenOff() {
    var answer =
        Answer.parse(
            "{\"statusCode\":200}"
                + NULS
                + "begin\n[slipway: the agent stopped before it was done: The agent failed]\n");

    assertThat(answer.isBrokenOff()).isTrue();
  }

  @Test
  void otherAnswers_areReadAsBefore() {
    assertThat(Answer.parse("{\"statusCode\":400,\"body\":\"no\"}"))
        .isEqualTo(new Answer(400, "no"));
    assertThat(Answer.parse("plain " + NULS + " text"))
        .extracting(Answer::statusCode)
        .isEqualTo(200);
  }
}
