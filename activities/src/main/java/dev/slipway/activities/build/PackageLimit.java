package dev.slipway.activities.build;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import java.util.List;

/** Lambda's limit on the unzipped size of a function and its layers. */
public final class PackageLimit {
  /** 250 MiB; see "Lambda quotas" in its developer guide. */
  static final long MAX_BYTES = 262_144_000;

  /** As many as fit next to the other evidence of a failure. */
  static final int PACKAGES_NAMED = 10;

  private static final double MEGABYTE = 1_000_000.0;

  private PackageLimit() {}

  public static boolean exceededBy(long bytes) {
    return bytes > MAX_BYTES;
  }

  static RuntimeException failure(long bytes, List<InstalledPackages.Size> largest) {
    return Failure.of(
            FailureType.PACKAGE_TOO_LARGE,
            "Unzipped, the function and its dependencies take %.1f MB (expected: at most %.1f MB)."
                .formatted(bytes / MEGABYTE, MAX_BYTES / MEGABYTE),
            largest.stream()
                .map(size -> "%s: %.1f MB".formatted(size.name(), size.bytes() / MEGABYTE))
                .toList())
        .withNextAction(
            "Remove what the agent does not use, starting with the largest packages in the"
                + " evidence or the tool or extra that requires them.")
        .toException();
  }
}
