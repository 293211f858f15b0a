package dev.slipway.starter.estimate;

import dev.slipway.api.Architecture;
import dev.slipway.api.DeploymentSpec;
import dev.slipway.starter.requests.Traffic;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Works out a month's bill; on Lambda: requests, compute, API and warm environments. */
@Component
public final class Estimates {
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

  /** AWS bills a month as 730 hours. */
  private static final long SECONDS_A_MONTH = 730L * 3600;

  private static final int CENTS = 4;

  /** What no estimate includes. */
  static final String WITHOUT =
      "free tier, model calls (often the largest part), a secret for API keys (about $0.40), logs, storage and data transfer";

  /** MB in /tmp that cost nothing. */
  private static final int FREE_STORAGE = 512;

  public Estimate of(DeploymentSpec spec, String region, Traffic traffic) {
    Prices prices = Prices.of(region);
    return switch (spec.deploymentType()) {
      case AGENTCORE -> AgentCoreBill.of(prices, spec, region, traffic);
      case LAMBDA, UNKNOWN -> onLambda(prices, spec, region, traffic);
    };
  }

  private static Estimate onLambda(
      Prices prices, DeploymentSpec spec, String region, Traffic traffic) {
    List<Estimate.Item> items = new ArrayList<>();
    items.add(requests(prices, traffic));
    items.add(compute(prices, spec, traffic));
    if (spec.ephemeralStorage() > FREE_STORAGE) {
      items.add(storage(prices, spec, traffic));
    }
    if (spec.enableApiGateway()) {
      items.add(api(prices, traffic));
    }
    if (spec.enableFunctionUrl()) {
      items.add(new Estimate.Item("function_url", "free", BigDecimal.ZERO.setScale(CENTS)));
    }
    if (spec.provisionedConcurrency() > 0) {
      items.add(provisioned(prices, spec));
    }
    return new Estimate(
        total(items),
        items,
        new Estimate.Assumptions(
            traffic.monthlyRequests(),
            traffic.averageDurationMs(),
            spec.memorySize(),
            spec.architecture().wireName(),
            region,
            prices.region(),
            prices.asOf(),
            WITHOUT,
            null));
  }

  private static Estimate.Item requests(Prices prices, Traffic traffic) {
    return new Estimate.Item(
        "lambda_requests",
        "%,d requests".formatted(traffic.monthlyRequests()),
        perMillion(prices.rate("lambda_per_million_requests"), traffic.monthlyRequests()));
  }

  private static Estimate.Item compute(Prices prices, DeploymentSpec spec, Traffic traffic) {
    Architecture architecture = spec.architecture();
    BigDecimal gigabyteSeconds = gigabytes(spec.memorySize()).multiply(secondsOfCalls(traffic));
    String price =
        spec.provisionedConcurrency() > 0
            ? "provisioned_use_per_gb_second"
            : "lambda_per_gb_second";
    return new Estimate.Item(
        "lambda_compute",
        String.format(Locale.ROOT, "%,.0f GB-s on %s", gigabyteSeconds, architecture.wireName()),
        money(gigabyteSeconds.multiply(prices.rate(price, architecture))));
  }

  private static Estimate.Item storage(Prices prices, DeploymentSpec spec, Traffic traffic) {
    BigDecimal gigabyteSeconds =
        gigabytes(spec.ephemeralStorage() - FREE_STORAGE).multiply(secondsOfCalls(traffic));
    return new Estimate.Item(
        "temporary_storage",
        "%d MB".formatted(spec.ephemeralStorage()),
        money(gigabyteSeconds.multiply(prices.rate("storage_per_gb_second"))));
  }

  static BigDecimal secondsOfCalls(Traffic traffic) {
    return BigDecimal.valueOf(traffic.monthlyRequests())
        .multiply(BigDecimal.valueOf(traffic.averageDurationMs()))
        .divide(BigDecimal.valueOf(1000), 3, RoundingMode.HALF_UP);
  }

  private static Estimate.Item api(Prices prices, Traffic traffic) {
    return new Estimate.Item(
        "rest_api",
        "%,d requests".formatted(traffic.monthlyRequests()),
        perMillion(prices.rate("rest_api_per_million_requests"), traffic.monthlyRequests()));
  }

  private static Estimate.Item provisioned(Prices prices, DeploymentSpec spec) {
    int warm = spec.provisionedConcurrency();
    BigDecimal gigabyteSeconds =
        gigabytes(spec.memorySize())
            .multiply(BigDecimal.valueOf(warm))
            .multiply(BigDecimal.valueOf(SECONDS_A_MONTH));
    return new Estimate.Item(
        "provisioned_concurrency",
        "%d kept warm all month".formatted(warm),
        money(
            gigabyteSeconds.multiply(
                prices.rate("provisioned_per_gb_second", spec.architecture()))));
  }

  static BigDecimal gigabytes(int megabytes) {
    return BigDecimal.valueOf(megabytes).divide(BigDecimal.valueOf(1024), 6, RoundingMode.HALF_UP);
  }

  private static BigDecimal perMillion(BigDecimal rate, long requests) {
    return money(
        rate.multiply(BigDecimal.valueOf(requests)).divide(MILLION, 8, RoundingMode.HALF_UP));
  }

  static BigDecimal total(List<Estimate.Item> items) {
    return money(
        items.stream().map(Estimate.Item::monthlyUsd).reduce(BigDecimal.ZERO, BigDecimal::add));
  }

  static BigDecimal money(BigDecimal dollars) {
    return dollars.setScale(CENTS, RoundingMode.HALF_UP);
  }
}
