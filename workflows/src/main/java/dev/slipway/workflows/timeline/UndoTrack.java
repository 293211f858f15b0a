package dev.slipway.workflows.timeline;

import dev.slipway.workflows.timeline.DeploymentView.FailureView;
import dev.slipway.workflows.undo.LedgerAction;
import dev.slipway.workflows.undo.LedgerEntry;
import io.temporal.api.common.v1.Payloads;
import java.util.List;
import java.util.Optional;

/** Which activities undo something, and what the ledger calls it. */
final class UndoTrack {
  private UndoTrack() {}

  /** What a successful activity has written into the ledger. */
  static List<LedgerEntry> ledger(String activity, Payloads result) {
    return resource(activity).map(undone -> Decoder.ledger(activity, result)).orElse(List.of());
  }

  /** What an activity undoes; empty for one that undoes nothing. */
  private static Optional<String> resource(String activity) {
    return Optional.ofNullable(
        switch (activity) {
          case "undoStack", "removeStack" -> "stack";
          case "undoSecret", "removeSecrets" -> "secret";
          case "undoArtifacts", "removeArtifacts" -> "objects";
          default -> null;
        });
  }

  /** The ledger line for something that could not be undone. */
  static List<LedgerEntry> failed(String activity, FailureView why) {
    return resource(activity).stream()
        .map(resource -> new LedgerEntry(resource, "", LedgerAction.FAILED, why.message()))
        .toList();
  }
}
