package dev.slipway.workflows.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventStreamAnswerTest {
  @Test
  void piecesOfText_areJoined_andDataStaysJson() {
    var answer =
        EventStreamAnswer.of("data: \"It \"\n\ndata: \"rains.\\n\"\n\ndata: {\"mm\": 3}\n\n");

    assertThat(answer).isEqualTo(new EventStreamAnswer("It rains.\n{\"mm\":3}\n", null));
  }

  @Test
  void lastEvent_saysWhyItBrokeOff() {
    var answer =
        EventStreamAnswer.of(
            "data: \"It \"\n\ndata: {\"success\": false, \"error\": {\"message\": \"no tea\"}}\n\n");

    assertThat(answer.text()).isEqualTo("It ");
    assertThat(answer.failure()).contains("no tea");
  }

  @Test
  void otherServersEvents_areReadAsText() {
    assertThat(EventStreamAnswer.of("event: x\ndata: plain words\n\n").text())
        .isEqualTo("plain words");
  }
}
