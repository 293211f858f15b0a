package dev.slipway.activities.deploy;

import dev.slipway.project.compare.FileDifference;
import dev.slipway.storage.artifacts.ArtifactStore;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.steps.PlanChange;
import dev.slipway.workflows.steps.PlanChange.CodeDifference;
import io.temporal.failure.ApplicationFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** Compares the frozen sources of two revisions, file by file. */
final class SourceDifference {
  private final ArtifactStore artifacts;

  SourceDifference(ArtifactStore artifacts) {
    this.artifacts = artifacts;
  }

  /** Empty when there is no live source, or none that can still be read. */
  @Nullable CodeDifference of(String region, PlanChange.@Nullable Review review) {
    if (review == null || review.live() == null) {
      return null;
    }
    if (review.live().sha256().equals(review.next().sha256())) {
      return new CodeDifference(0, 0);
    }
    var next = files(region, review.next());
    try {
      return between(files(region, review.live()), next);
    } catch (ApplicationFailure liveSourceIsLost) {
      return null;
    }
  }

  static CodeDifference between(SortedMap<String, byte[]> before, SortedMap<String, byte[]> after) {
    var files = FileDifference.between(before, after);
    return new CodeDifference(
        files.stream().mapToInt(FileDifference::added).sum(),
        files.stream().mapToInt(FileDifference::removed).sum());
  }

  private SortedMap<String, byte[]> files(String region, ArtifactRef archive) {
    var files = new TreeMap<String, byte[]>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(artifacts.read(region, archive)))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException("%s: not a zip".formatted(archive.uri()), e);
    }
  }
}
