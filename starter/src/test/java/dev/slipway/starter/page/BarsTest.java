package dev.slipway.starter.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.starter.live.Tokens;
import dev.slipway.starter.live.Usage;
import dev.slipway.starter.live.Usage.Slot;
import dev.slipway.starter.page.Bars.Bar;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarsTest {
  private static final Instant AT = Instant.parse("2026-11-28T09:00:00Z");

  private static List<Bars> of(int memory) {
    return of(memory, new Tokens(0, 0));
  }

  private static List<Bars> of(int memory, Tokens tokens) {
    Tokens no = new Tokens(0, 0);
    Slot some = new Slot(AT, 10, 5, 1, 700, 800, memory, tokens);
    Slot none = new Slot(AT, 0, 0, 0, 0, 0, 0, no);
    Slot many = new Slot(AT, 20, 0, 0, 700, 1_600, memory, no);
    Slot total = new Slot(AT, 30, 5, 1, 700, 1_500, memory, tokens);
    return Bars.of(new Usage(Duration.ofHours(1), List.of(some, none, many), total, true), 512);
  }

  @Test
  void failedCalls_areDrawnOverAllCalls_toTheSameScale() {
    Bars calls = of(261).getFirst();

    assertThat(calls.summary()).isEqualTo("30, 5 of them failed");
    assertThat(calls.bars())
        .containsExactly(
            new Bar("", 0, 20, 8, 20), new Bar("", 20, 0, 8, 40), new Bar("failed", 0, 30, 8, 10));
  }

  @Test
  void output_isDrawnOverAllTokens_toTheSameScale() {
    Bars tokens = of(0, new Tokens(3_000, 1_000)).getLast();

    assertThat(tokens.title()).isEqualTo("Tokens");
    assertThat(tokens.summary()).isEqualTo("3,000 in, 1,000 out");
    assertThat(tokens.bars())
        .containsExactly(new Bar("", 0, 0, 8, 40), new Bar("output", 0, 30, 8, 10));
  }

  @Test
  void whatTheLogDoesNotSay_hasNoChart() {
    assertThat(of(261)).extracting(Bars::title).contains("Memory", "Cold starts");
    assertThat(of(0)).extracting(Bars::title).doesNotContain("Memory", "Cold starts").hasSize(2);
  }
}
