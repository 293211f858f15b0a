package dev.slipway.storage.audit;

import dev.slipway.api.DeploymentId;
import dev.slipway.api.StackName;
import java.time.Instant;

/** Where bundles and their index are. */
final class AuditKeys {
  /** 13 digits of milliseconds last until the year 2286. */
  private static final long END_OF_TIME = 9_999_999_999_999L;

  static final String JSON = ".json";
  static final String NEWEST = "audit-index/newest/";

  private AuditKeys() {}

  /** Prefix of an agent's chain. */
  static String chain(StackName stack) {
    return "audit/" + stack + "/";
  }

  /** The key of one bundle in the chain. By its number alone: two writers collide here. */
  static String bundle(StackName stack, long sequence) {
    return chain(stack) + "%08d.json".formatted(sequence);
  }

  static long sequence(String bundleKey) {
    return Long.parseLong(bundleKey.substring(bundleKey.lastIndexOf('/') + 1).replace(".json", ""));
  }

  static String head(StackName stack) {
    return "audit-index/heads/" + stack + ".json";
  }

  static String deployment(DeploymentId id) {
    return "audit-index/deployments/" + id + ".json";
  }

  /** Sorts the latest end first. */
  static String newest(Instant completedAt, DeploymentId id) {
    return NEWEST + "%013d-%s.json".formatted(END_OF_TIME - completedAt.toEpochMilli(), id);
  }
}
