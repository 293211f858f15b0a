package dev.slipway.api;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The AWS regions in which Lambda runs (commercial partition), from regions.csv. Tests compare it
 * with the SDK's metadata, and with the resources that CloudFormation has in each region: those of
 * November 2026, as cfn-lint 1.58.0 knows them.
 */
public final class Regions {
  /** What there is in a region beside Lambda. */
  private record Features(boolean functionUrls, boolean agentCore) {
    static final Features NONE = new Features(false, false);

    static Features of(String[] line) {
      return new Features(line[1].equals("yes"), line[2].equals("yes"));
    }
  }

  private static final Map<String, Features> KNOWN =
      Csv.read("regions.csv").stream()
          .collect(Collectors.toMap(line -> line[0], Features::of, (a, b) -> b, TreeMap::new));

  private Regions() {}

  /** All of them, sorted by name. */
  public static List<String> all() {
    return List.copyOf(KNOWN.keySet());
  }

  /** Whether a function there can have a URL. */
  public static boolean hasFunctionUrls(String region) {
    return KNOWN.getOrDefault(region, Features.NONE).functionUrls();
  }

  /** Those where AgentCore Runtime is, sorted by name. */
  public static List<String> withAgentCore() {
    return KNOWN.entrySet().stream()
        .filter(region -> region.getValue().agentCore())
        .map(Map.Entry::getKey)
        .toList();
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
