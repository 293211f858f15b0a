package dev.slipway.workflows.timeline;

import dev.slipway.api.InvokeMode;
import dev.slipway.workflows.model.Finding;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.model.ProjectFacts;
import dev.slipway.workflows.steps.Inject;
import dev.slipway.workflows.steps.PlanChange;
import dev.slipway.workflows.steps.Preflight;
import dev.slipway.workflows.steps.ReuseRevision;
import dev.slipway.workflows.steps.SamBuild;
import dev.slipway.workflows.steps.SamDeploy;
import dev.slipway.workflows.steps.SmokeTest;
import dev.slipway.workflows.timeline.DeploymentView.ArtifactView;
import dev.slipway.workflows.turn.Revision;
import dev.slipway.workflows.undo.LedgerEntry;
import io.temporal.api.common.v1.Payloads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the steps have returned so far. */
final class Results {
  private Preflight.@Nullable Report look;
  private Inject.@Nullable Bundle bundle;
  private SamBuild.@Nullable Built built;
  private ReuseRevision.@Nullable Reused reused;
  private final PlanTrack plans = new PlanTrack();
  private @Nullable Outputs outputs;
  private final WorkflowFault fault = new WorkflowFault();
  private final RuntimeVersion runtimeVersion = new RuntimeVersion();
  private final List<LedgerEntry> ledger = new ArrayList<>();

  /** Records the result of an activity and returns a one-line summary for people. */
  String take(String activityType, Payloads result, Instant at) {
    return switch (activityType) {
      case "preflight" -> {
        look = Decoder.first(result, Preflight.Report.class);
        yield summary(look);
      }
      case "inject" -> {
        bundle = Decoder.first(result, Inject.Bundle.class);
        yield summary(bundle);
      }
      case "samBuild" -> {
        built = Decoder.first(result, SamBuild.Built.class);
        yield summary(built);
      }
      case "reuseRevision" -> {
        reused = Decoder.first(result, ReuseRevision.Reused.class);
        built = reused.built();
        yield "package of the revision reused";
      }
      case "planChange" -> {
        var plan = Decoder.first(result, PlanChange.Plan.class);
        plans.made(plan, at);
        yield summary(plan);
      }
      case "samDeploy" -> summary(Decoder.first(result, SamDeploy.Change.class));
      case "fetchOutputs" -> {
        outputs = Decoder.first(result, Outputs.class);
        yield outputs.arn();
      }
      case "goLive" -> {
        outputs = Decoder.first(result, Outputs.class);
        yield "live is version " + outputs.version();
      }
      case "smokeTest" -> summary(Decoder.first(result, SmokeTest.Proof.class));
      default -> "";
    };
  }

  void addToLedger(List<LedgerEntry> entries) {
    ledger.addAll(entries);
  }

  List<LedgerEntry> ledger() {
    return List.copyOf(ledger);
  }

  @Nullable Outputs outputs() {
    return outputs;
  }

  List<PlanChange.Change> changes() {
    return plans.plan() == null ? List.of() : plans.plan().changes();
  }

  PlanTrack plans() {
    return plans;
  }

  @Nullable PlanView plan(@Nullable Revision live) {
    return plans.view(live, bundle, built);
  }

  List<String> models() {
    return bundle == null ? List.of() : bundle.models();
  }

  /** Whether answers come in chunks: requested by the code or the request, and possible. */
  boolean streams(InvokeMode mode) {
    boolean wanted =
        switch (mode) {
          case AUTO -> bundle != null && bundle.streams();
          case STREAM -> true;
          case BUFFERED -> false;
        };
    return wanted && warnings().stream().noneMatch(w -> w.code().equals("not_streamed"));
  }

  WorkflowFault fault() {
    return fault;
  }

  RuntimeVersion runtimeVersion() {
    return runtimeVersion;
  }

  List<Finding> warnings() {
    List<Finding> all = new ArrayList<>();
    fault.warning().ifPresent(all::add);
    if (look != null) {
      all.addAll(look.warnings());
    }
    if (bundle != null) {
      all.addAll(bundle.warnings());
    }
    if (plans.plan() != null) {
      all.addAll(plans.plan().warnings());
    }
    return List.copyOf(all);
  }

  ArtifactView artifact() {
    return new ArtifactView(
        sourceSha256(),
        built == null ? null : built.lock().sha256(),
        built == null ? null : built.layer().sha256(),
        built == null ? null : built.code().sha256(),
        built == null ? null : (Long) built.unzippedBytes(),
        built == null ? null : (Boolean) built.layerReused(),
        bundle == null ? null : bundle.runtime(),
        bundle == null ? null : bundle.project());
  }

  private @Nullable String sourceSha256() {
    if (reused != null) {
      return reused.source().sha256();
    }
    return bundle == null ? null : bundle.archive().sha256();
  }

  private static String summary(Preflight.Report report) {
    return "stack %s, as %s"
        .formatted(
            report.stackStatus() == null ? "absent" : report.stackStatus(), report.identity());
  }

  private static String summary(Inject.Bundle frozen) {
    ProjectFacts project = frozen.project();
    String what =
        project == null
            ? ""
            : " of %d file%s, starting with %s"
                .formatted(project.files(), project.files() == 1 ? "" : "s", project.entry());
    int needed = frozen.requirements().size();
    return "source %s%s, %d requirement%s"
        .formatted(
            frozen.archive().sha256().substring(0, 12), what, needed, needed == 1 ? "" : "s");
  }

  private static String summary(SamBuild.Built result) {
    return String.format(
        Locale.ROOT,
        "%s layer, %.1f MB unzipped",
        result.layerReused() ? "reused" : "new",
        result.unzippedBytes() / 1e6);
  }

  private static String summary(PlanChange.Plan made) {
    if (made.empty()) {
      return "the stack needs no change";
    }
    int changes = made.changes().size();
    return changes == 1 ? "1 change planned" : changes + " changes planned";
  }

  private static String summary(SamDeploy.Change change) {
    return change.stackStatus() + (change.attached() ? ", attached to the running operation" : "");
  }

  private static String summary(SmokeTest.Proof proof) {
    return "answered %d in %d ms".formatted(proof.statusCode(), proof.took().toMillis());
  }
}
