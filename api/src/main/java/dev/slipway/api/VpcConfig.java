package dev.slipway.api;

import java.util.List;
import java.util.regex.Pattern;

/** The network a function is attached to. */
public record VpcConfig(List<String> subnetIds, List<String> securityGroupIds) {
  private static final Pattern SUBNET = Pattern.compile("subnet-[0-9a-z]{8,17}");
  private static final Pattern GROUP = Pattern.compile("sg-[0-9a-z]{8,17}");

  public VpcConfig {
    subnetIds = List.copyOf(subnetIds);
    securityGroupIds = List.copyOf(securityGroupIds);
    if (subnetIds.isEmpty() || securityGroupIds.isEmpty()) {
      throw new IllegalArgumentException(
          "vpc_config: %d subnets and %d security groups (expected: at least one of each)"
              .formatted(subnetIds.size(), securityGroupIds.size()));
    }
    subnetIds.forEach(
        id -> Patterns.require("vpc_config.subnet_ids", id, SUBNET, "subnet- and 8 or 17 digits"));
    securityGroupIds.forEach(
        id ->
            Patterns.require("vpc_config.security_group_ids", id, GROUP, "sg- and 8 or 17 digits"));
  }
}
