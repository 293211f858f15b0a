package dev.slipway.activities.build;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import java.util.List;

/** How large a package may be, unzipped. */
public enum PackageLimit {
  /** 250 MiB for a function and its layers; see "Lambda quotas" in its developer guide. */
  LAMBDA(262_144_000),
  /** 750 MB; see "Direct code deployment" in AgentCore's developer guide. */
  AGENTCORE(750_000_000);

  /** As many as fit next to the other evidence of a failure. */
  static final int PACKAGES_NAMED = 10;

  private static final double MEGABYTE = 1_000_000.0;

  private final long maxBytes;

  PackageLimit(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  long maxBytes() {
    return maxBytes;
  }

  public boolean exceededBy(long bytes) {
    return bytes > maxBytes;
  }

  RuntimeException failure(long bytes, List<InstalledPackages.Size> largest) {
    return Failure.of(
            FailureType.PACKAGE_TOO_LARGE,
            "Unzipped, the agent and its dependencies take %.1f MB (expected: at most %.1f MB)."
                .formatted(bytes / MEGABYTE, maxBytes / MEGABYTE),
            largest.stream()
                .map(size -> "%s: %.1f MB".formatted(size.name(), size.bytes() / MEGABYTE))
                .toList())
        .withNextAction(
            "Remove what the agent does not use, starting with the largest packages in the"
                + " evidence or the tool or extra that requires them.")
        .toException();
  }
}
