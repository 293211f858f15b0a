package dev.slipway.starter.source;

import dev.slipway.project.compare.FileDifference;
import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.workflows.model.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of a deployment or a revision, without their content.
 *
 * @param revision absent for a deployment that is none
 * @param folder whether the author deployed a folder; else it is one file
 * @param findings what the check has noticed in them
 */
public record SourceResponse(
    String deploymentId,
    @Nullable Integer revision,
    boolean folder,
    long bytes,
    List<FileEntry> files,
    List<Finding> findings) {

  /**
   * One file.
   *
   * @param lines absent if it is no text
   */
  public record FileEntry(String path, long bytes, String sha256, @Nullable Integer lines) {
    static FileEntry of(String path, byte[] content) {
      return new FileEntry(
          path,
          content.length,
          Sha256.of(content),
          FileDifference.text(content).map(text -> (int) text.lines().count()).orElse(null));
    }
  }

  static SourceResponse of(Snapshot snapshot) {
    List<FileEntry> files =
        snapshot.files().entrySet().stream()
            .map(file -> FileEntry.of(file.getKey(), file.getValue()))
            .toList();
    return new SourceResponse(
        snapshot.deploymentId(),
        snapshot.revision(),
        snapshot.folder(),
        files.stream().mapToLong(FileEntry::bytes).sum(),
        files,
        snapshot.findings());
  }
}
