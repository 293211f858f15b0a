package dev.slipway.e2e.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** What Temporal Cloud charges, as read on a day that the file names. */
final class CloudPrices {
  private static final String FILE = "/bench/temporal-cloud.properties";
  private static final double MILLION = 1e6;
  private static final double GIGABYTE = 1e9;

  /** As Temporal converts gigabytes of a month. */
  private static final double HOURS = 744;

  private final Properties prices = new Properties();

  CloudPrices() {
    try (var file = CloudPrices.class.getResourceAsStream(FILE)) {
      prices.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String read() {
    return prices.getProperty("read");
  }

  /** A month's bill in dollars: the plan, actions, and bytes of open and of closed workflows. */
  double month(double actions, double openBytes, double closedBytes) {
    double used =
        actions(actions / MILLION)
            + openBytes / GIGABYTE * HOURS * price("active")
            + closedBytes / GIGABYTE * HOURS * price("retained");
    return used + Math.max(price("plan"), used * price("plan.part"));
  }

  private double actions(double millions) {
    double sum = 0;
    double paid = 0;
    List<double[]> tiers =
        Stream.of(prices.getProperty("actions").split(" ", -1))
            .map(tier -> tier.split(":", -1))
            .map(tier -> new double[] {Double.parseDouble(tier[0]), Double.parseDouble(tier[1])})
            .toList();
    for (double[] tier : tiers) {
      double here = Math.max(0, Math.min(millions, tier[0]) - paid);
      sum += here * tier[1];
      paid += here;
    }
    return sum + (millions - paid) * tiers.getLast()[1];
  }

  private double price(String name) {
    return Double.parseDouble(prices.getProperty(name));
  }
}
