package dev.slipway.starter.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.starter.web.NdJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LogTailTest {
  private static final Instant BEGIN = Instant.parse("2026-11-28T09:00:00Z");

  @Test
  void answerThatEnds_saysWhereToContinue_untilEveryLineWasReturned() throws IOException {
    var log = new FakeLogPages(1_000, true);
    int lines = 2 * LogTail.MAX_LINES + 6_004;
    for (int line = 0; line < lines; line++) {
      log.add(BEGIN.plusMillis(line / 100), "line " + line);
    }

    List<String> read = new ArrayList<>();
    @Nullable LogPosition position = LogPosition.from(BEGIN);
    int answers = 0;
    while (position != null) {
      List<JsonNode> answer = answer(log, position);
      answers++;
      position =
          answer.getLast().path("next").isString()
              ? LogPosition.of(answer.getLast().get("next").stringValue())
              : null;
      answer.stream()
          .filter(line -> !line.has("cut"))
          .forEach(line -> read.add(line.get("line").stringValue()));
    }

    assertThat(answers).isEqualTo(3);
    assertThat(read).hasSize(lines).doesNotHaveDuplicates();
  }

  @Test
  void linesThatTheServiceWithholds_areReportedAsMissing() throws IOException {
    var log = new FakeLogPages(10, false);
    for (int line = 0; line < 30; line++) {
      log.add(BEGIN, "line " + line);
    }

    assertThat(answer(log, LogPosition.from(BEGIN)).getLast().get("line").stringValue())
        .startsWith("The log service withholds lines of 2026-11-28T09:00:00Z");
  }

  /** Else whoever follows a silent agent takes the end of the answer for the end of the log. */
  @Test
  void followedAnswerWithoutALine_saysWhereToContinue() throws IOException {
    LogPosition begin = LogPosition.from(BEGIN);

    List<JsonNode> answer = answer(new FakeLogPages(10, true), begin, true);

    assertThat(answer.getLast().path("next").asString()).isEqualTo(begin.token());
  }

  private static List<JsonNode> answer(LogPages log, LogPosition position) throws IOException {
    return answer(log, position, false);
  }

  private static List<JsonNode> answer(LogPages log, LogPosition position, boolean follow)
      throws IOException {
    var response = new MockHttpServletResponse();
    var reading = new LogReading(log, position);
    new LogTail(new NdJson(JsonMapper.shared()), Duration.ZERO)
        .write(reading, reading.advance(), follow, response);
    var mapper = JsonMapper.shared();
    return response
        .getContentAsString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank())
        .map(mapper::readTree)
        .toList();
  }
}
