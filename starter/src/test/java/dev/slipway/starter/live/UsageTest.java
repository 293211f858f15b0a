package dev.slipway.starter.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.starter.live.Usage.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a log says of calls. */
class UsageTest {
  private static final Instant FROM = Instant.parse("2026-11-28T09:00:00Z");
  private static final Instant TO = FROM.plus(Duration.ofHours(24));

  private static String report(String id, String millis, String rest) {
    return "REPORT RequestId: %s\tDuration: %s ms\tBilled Duration: 9 ms\tMemory Size: 512 MB\tMax Memory Used: 261 MB\t%s"
        .formatted(id, millis, rest);
  }

  private static String event(String level, String event, String id, String more) {
    return "{\"time\": \"…\", \"level\": \"%s\", \"event\": \"%s\", \"request_id\": \"%s\", \"ms\": 700%s}"
        .formatted(level, event, id, more);
  }

  private static Usage usage(String... lines) {
    var log = new FakeLogPages(1_000, true);
    for (String line : lines) {
      log.add(FROM.plus(Duration.ofMinutes(90)), line);
    }
    return Usages.read(log, FROM, TO);
  }

  @Test
  void aCall_isCountedOnce_howeverManyLinesTellOfIt() {
    Slot total =
        usage(
                "START RequestId: a Version: 1",
                event("INFO", "agent_loaded", "a", ""),
                "REPORT: what the agent printed",
                "{\"event\": \"agent_answered\", \"by\": \"the agent's own print\"}",
                "{\"event\": \"agent_ans",
                event("INFO", "agent_answered", "a", ""),
                report("a", "812.55", "Init Duration: 617.21 ms\t"))
            .total();

    assertThat(total).isEqualTo(new Slot(FROM, 1, 0, 1, 813, 813, 261, Tokens.NONE));
  }

  @Test
  void failures_areWhatTheRuntimeOrLambdaSays() {
    Slot total =
        usage(
                report("killed", "3000.00", "Status: timeout"),
                event("ERROR", "agent_failed", "failed", ""),
                report("failed", "20.1", ""),
                event("INFO", "agent_answered", "own", ", \"status\": 503"),
                event("INFO", "agent_answered", "fine", ", \"status\": 404"))
            .total();

    assertThat(total.calls()).isEqualTo(4);
    assertThat(total.failed()).isEqualTo(3);
    assertThat(total.coldStarts()).isZero();
  }

  @Test
  void streamedAnswers_areCalls_andFailedWhereTheirLevelIsError() {
    Slot total =
        usage(
                event("ERROR", "agent_streamed", "late", ", \"error_type\": \"TookTooLong\""),
                report("late", "2999.1", ""),
                event("INFO", "agent_streamed", "fine", ""))
            .total();

    assertThat(total.calls()).isEqualTo(2);
    assertThat(total.failed()).isEqualTo(1);
  }

  @Test
  void tokens_areThoseOfCallsThatEnded_whateverWasCached() {
    Slot total =
        usage(
                tokens("a", "\"input_tokens\": 100, \"output_tokens\": 20, \"total_tokens\": 120"),
                event("INFO", "agent_answered", "a", ""),
                tokens(
                    "b",
                    "\"input_tokens\": 10, \"output_tokens\": 5, \"total_tokens\": 1015,"
                        + " \"cache_read_input_tokens\": 1000"),
                event("ERROR", "agent_failed", "b", ""),
                tokens("forged", "\"output_tokens\": 7, \"total_tokens\": 7"),
                tokens("c", "\"output_tokens\": -7, \"total_tokens\": \"many\""),
                event("INFO", "agent_answered", "c", ""),
                tokens("d", "\"total_tokens\": 9223372036854775807"),
                event("INFO", "agent_answered", "d", ""))
            .total();

    assertThat(total.calls()).isEqualTo(4);
    assertThat(total.tokens()).isEqualTo(new Tokens(1_000_000_000 + 100 + 1_010, 20 + 5));
  }

  private static String tokens(String id, String counts) {
    return "{\"level\": \"INFO\", \"event\": \"agent_usage\", \"request_id\": \"%s\", \"model_calls\": 1, %s}"
        .formatted(id, counts);
  }

  @Test
  void linesThatAnAgentForged_areNoCalls_andBreakNothing() {
    Slot total =
        usage(
                report("a", "1.2.3", ""),
                report("b", ".", ""),
                report("c", "9".repeat(400), ""),
                report("d", "5.0", "").replace("261 MB", "99999999999 MB"),
                event("INFO", "agent_answered", "e", "").replace("700", "-9223372036854775808"))
            .total();

    assertThat(total).isEqualTo(new Slot(FROM, 1, 0, 0, 0, 0, 0, Tokens.NONE));
  }

  @Test
  void calls_areCountedWhereTheyEnded_andP95LeavesOutTheSlowest() {
    String[] lines = new String[100];
    for (int call = 0; call < 100; call++) {
      lines[call] = report("r" + call, String.valueOf(call + 1), "");
    }
    Usage usage = usage(lines);

    assertThat(usage.slotLength()).isEqualTo(Duration.ofHours(1));
    assertThat(usage.slots()).hasSize(Usage.SLOTS).extracting(Slot::calls).containsOnlyOnce(100);
    assertThat(usage.slots().get(1).calls()).isEqualTo(100);
    assertThat(usage.slots().get(1).from()).isEqualTo(FROM.plus(Duration.ofHours(1)));
    assertThat(usage.total().p95()).isEqualTo(95);
    assertThat(usage.total().mean()).isEqualTo(51);
  }

  @Test
  void aLogThatIsTooLong_isReadInPart_andSaysSo() {
    var log = new FakeLogPages(1_000, true);
    for (int line = 0; line < Usages.MAX_EVENTS + 1_000; line++) {
      log.add(FROM.plusSeconds(line), report("r" + line, "5.0", ""));
    }

    assertThat(Usages.read(log, FROM, TO).complete()).isFalse();
    assertThat(Usage.of(FROM, TO, List.of(), true).total().calls()).isZero();
    assertThat(usage(report("r", "5.0", "")).complete()).isTrue();
  }
}
