package dev.slipway.workflows.timeline;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.slipway.workflows.deploy.Patch;
import dev.slipway.workflows.failure.BlockedResource;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.steps.Step;
import dev.slipway.workflows.temporal.Payloads;
import dev.slipway.workflows.timeline.DeploymentView.FailureView;
import dev.slipway.workflows.undo.LedgerEntry;
import dev.slipway.workflows.undo.Undo;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.failure.v1.Failure;
import io.temporal.common.converter.DataConverter;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads our records from a history. */
final class Decoder {
  static final Type LEDGER = new TypeReference<List<LedgerEntry>>() {}.getType();

  private static final DataConverter CONVERTER = Payloads.converter();

  private Decoder() {}

  static <T> T first(io.temporal.api.common.v1.Payloads payloads, Class<T> type) {
    return CONVERTER.fromPayloads(0, Optional.of(payloads), type, type);
  }

  /** What a retry changes; null if it changes nothing. */
  static @Nullable Patch patch(io.temporal.api.common.v1.Payloads retry) {
    return CONVERTER.fromPayloads(1, Optional.of(retry), Patch.class, Patch.class);
  }

  /** What an activity that undoes or removes something has reported. */
  static List<LedgerEntry> ledger(String activity, io.temporal.api.common.v1.Payloads payloads) {
    if (activity.equals("undoStack")) {
      return first(payloads, Undo.Undone.class).ledger();
    }
    @SuppressWarnings("unchecked") // the type is passed next to the class
    List<LedgerEntry> ledger = CONVERTER.fromPayloads(0, Optional.of(payloads), List.class, LEDGER);
    return ledger == null ? List.of() : ledger;
  }

  static String keyword(Payload payload) {
    var one = io.temporal.api.common.v1.Payloads.newBuilder().addPayloads(payload);
    return CONVERTER.fromPayloads(0, Optional.of(one.build()), String.class, String.class);
  }

  static FailureView failure(Failure failure, @Nullable Step step) {
    return view(Failures.explain(thrown(failure)), step);
  }

  /** The ledger of a deployment that ended without undoing anything. */
  static List<LedgerEntry> ledgerOf(Failure failure) {
    if (!(thrown(failure) instanceof ApplicationFailure ended)
        || ended.getDetails().getSize() < 2) {
      return List.of();
    }
    @SuppressWarnings("unchecked") // the type is passed next to the class
    List<LedgerEntry> ledger = ended.getDetails().get(1, List.class, LEDGER);
    return ledger == null ? List.of() : ledger;
  }

  static FailureView view(dev.slipway.workflows.failure.Failure failure, @Nullable Step step) {
    return new FailureView(
        failure.type(),
        failure.type().failureClass(),
        step,
        failure.message(),
        failure.evidence(),
        failure.nextAction(),
        failure.type().isTransient(),
        BlockedResource.in(failure.evidence()));
  }

  private static TemporalFailure thrown(Failure failure) {
    return (TemporalFailure) CONVERTER.failureToException(failure);
  }
}
