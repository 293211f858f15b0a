package dev.slipway.local.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules for Prometheus. */
class AlertsTest {
  private static final Pattern COUNTED =
      Pattern.compile("increase\\((slipway_\\w+)\\[1h]\\) > 0(.*)");

  /**
   * A counter of what goes wrong appears with the first event, as 1, and "increase" sees nothing
   * before the second; these are rare, and each worker counts its own.
   */
  @Test
  void firstEvent_isSeen() {
    var rules = COUNTED.matcher(Repository.text("docs/monitoring/alerts.yml")).results().toList();

    assertThat(rules).hasSizeGreaterThanOrEqualTo(3).allSatisfy(AlertsTest::seesTheFirst);
  }

  private static void seesTheFirst(MatchResult rule) {
    String counter = rule.group(1);
    assertThat(rule.group(2)).isEqualTo(" or (%1$s unless %1$s offset 1h) > 0".formatted(counter));
  }
}
