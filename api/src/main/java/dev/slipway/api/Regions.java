package dev.slipway.api;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The AWS regions in which Lambda runs (commercial partition), from regions.csv. Tests compare it
 * with the SDK's metadata, and with the resources that CloudFormation has in each region.
 */
public final class Regions {
  /** Whether Lambda has function URLs there, by region. */
  private static final Map<String, Boolean> KNOWN =
      Csv.read("regions.csv").stream()
          .collect(
              Collectors.toMap(
                  line -> line[0], line -> line[1].equals("yes"), (a, b) -> b, TreeMap::new));

  private Regions() {}

  /** All of them, sorted by name. */
  public static List<String> all() {
    return List.copyOf(KNOWN.keySet());
  }

  /** Whether a function there can have a URL. */
  public static boolean hasFunctionUrls(String region) {
    return KNOWN.getOrDefault(region, false);
  }

  /** Returns the region or fails naming the known ones. */
  public static String require(String region) {
    if (region == null || !KNOWN.containsKey(region)) {
      throw new IllegalArgumentException(
          "region: '%s' (expected: one of %s)"
              .formatted(region, String.join(", ", KNOWN.keySet())));
    }
    return region;
  }
}
