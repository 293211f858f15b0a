package dev.slipway.workflows.temporal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.temporal.common.Priority;
import java.util.UUID;

/**
 * Among what is equally urgent, requesters take turns, however much one of them asks for: where the
 * server has {@code matching.enableFairness}, and for a workflow's activities as well.
 */
public final class FairShare {
  private FairShare() {}

  /** For the options of a workflow. */
  public static Priority of(String requester) {
    // A key has at most 64 bytes; a name may have more.
    String key = UUID.nameUUIDFromBytes(requester.getBytes(UTF_8)).toString();
    return Priority.newBuilder().setFairnessKey(key).build();
  }
}
