package dev.slipway.starter.source;

import dev.slipway.api.DeploymentSpec;
import dev.slipway.starter.requests.Source;
import dev.slipway.workflows.model.Finding;
import dev.slipway.workflows.timeline.DeploymentView;
import dev.slipway.workflows.turn.Revision;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was deployed, or is to be: code and settings.
 *
 * @param revision its number; absent for a deployment that is none
 * @param spec absent if nothing was asked for
 * @param findings what the check has noticed in the code
 */
public record Snapshot(
    String deploymentId,
    @Nullable Integer revision,
    @Nullable DeploymentSpec spec,
    Source source,
    List<Finding> findings) {
  public Snapshot {
    findings = List.copyOf(findings);
  }

  static Snapshot of(Revision revision, Source source) {
    return new Snapshot(
        revision.deploymentId().value(),
        revision.number(),
        revision.spec(),
        source,
        revision.bundle().warnings());
  }

  static Snapshot of(DeploymentView view, Source source) {
    return new Snapshot(view.deploymentId(), view.revision(), view.spec(), source, view.warnings());
  }

  /**
   * The same with something changed.
   *
   * @param changed the settings; absent if they stay
   * @param corrected the code; absent if it stays
   */
  Snapshot with(@Nullable DeploymentSpec changed, @Nullable Source corrected) {
    return new Snapshot(
        deploymentId,
        revision,
        changed == null ? spec : changed,
        corrected == null ? source : corrected,
        List.of());
  }

  /** Whether the author deployed a folder; else it is one file. */
  public boolean folder() {
    return source instanceof Source.Folder;
  }

  /** The author's files by path. */
  public SortedMap<String, byte[]> files() {
    return switch (source) {
      case Source.Folder folder -> folder.project().files();
      case Source.File file -> new TreeMap<>(Map.of(file.fileName(), file.bytes()));
    };
  }

  /** How people call it, such as {@code revision 3}. */
  public String title() {
    return revision == null ? "deployment " + deploymentId : "revision " + revision;
  }
}
