package dev.slipway.api;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The AWS regions in which Lambda runs (commercial partition, November 2026). */
public final class Regions {
  private static final Set<String> KNOWN =
      Set.of(
          "af-south-1",
          "ap-east-1",
          "ap-east-2",
          "ap-northeast-1",
          "ap-northeast-2",
          "ap-northeast-3",
          "ap-south-1",
          "ap-south-2",
          "ap-southeast-1",
          "ap-southeast-2",
          "ap-southeast-3",
          "ap-southeast-4",
          "ap-southeast-5",
          "ap-southeast-7",
          "ca-central-1",
          "ca-west-1",
          "eu-central-1",
          "eu-central-2",
          "eu-north-1",
          "eu-south-1",
          "eu-south-2",
          "eu-west-1",
          "eu-west-2",
          "eu-west-3",
          "il-central-1",
          "me-central-1",
          "me-south-1",
          "mx-central-1",
          "sa-east-1",
          "us-east-1",
          "us-east-2",
          "us-west-1",
          "us-west-2");

  private Regions() {}

  /** All of them, sorted by name. */
  public static List<String> all() {
    return KNOWN.stream().sorted().toList();
  }

  /** Returns the region or fails naming the known ones. */
  public static String require(String region) {
    if (region == null || !KNOWN.contains(region)) {
      throw new IllegalArgumentException(
          "region: '%s' (expected: one of %s)"
              .formatted(region, String.join(", ", new TreeSet<>(KNOWN))));
    }
    return region;
  }
}
