package dev.slipway.activities.notices;

import com.uber.m3.tally.Buckets;
import com.uber.m3.tally.Capabilities;
import com.uber.m3.tally.CapableOf;
import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.tally.StatsReporter;
import com.uber.m3.util.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the metric of attempts says, by whether the receiver accepted. */
@SuppressWarnings({"deprecation", "rawtypes"}) // Its own interface has them.
final class CountedAttempts implements StatsReporter {
  private final Map<String, Long> counts = new ConcurrentHashMap<>();

  Scope scope() {
    return new RootScopeBuilder().reporter(this).reportEvery(Duration.ofHours(1));
  }

  /** Complete once the scope is closed. */
  Map<String, Long> byAcceptance() {
    return counts;
  }

  @Override
  public void reportCounter(String name, Map<String, String> tags, long value) {
    if (name.equals("slipway_notice_attempts")) {
      counts.merge(tags.get("accepted"), value, Long::sum);
    }
  }

  @Override
  public void reportGauge(String name, Map<String, String> tags, double value) {}

  @Override
  public void reportTimer(String name, Map<String, String> tags, Duration interval) {}

  @Override
  public void reportHistogramValueSamples(
      String name,
      Map<String, String> tags,
      Buckets buckets,
      double lower,
      double upper,
      long samples) {}

  @Override
  public void reportHistogramDurationSamples(
      String name,
      Map<String, String> tags,
      Buckets buckets,
      Duration lower,
      Duration upper,
      long samples) {}

  @Override
  public Capabilities capabilities() {
    return CapableOf.REPORTING_TAGGING;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
