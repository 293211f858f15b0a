package dev.slipway.activities.build;

import dev.slipway.storage.artifacts.Continuation;
import dev.slipway.workflows.model.ArtifactRef;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * One zip of a layer and the files beside it. It begins as the layer's own zip does, byte for byte,
 * so that a change of code compresses, hashes and sends only what comes after that.
 */
final class RuntimePackage {
  /** -rw-r--r--, and the same for whoever runs it. */
  private static final int READABLE = 0100644;

  private RuntimePackage() {}

  /**
   * Writes what comes after the layer's beginning: the files, and the list of all entries.
   *
   * @param stored where the layer is stored
   */
  static Continuation write(
      KnownLayer layer, ArtifactRef stored, SortedMap<String, byte[]> files, Path target)
      throws IOException {
    byte[] rest = rest(layer.listing(), files);
    return new Continuation(
        stored,
        layer.listing().start(),
        layer.beginsSha256(),
        Files.write(target, rest),
        layer.continuedSha256(rest));
  }

  private static byte[] rest(ZipListing dependencies, SortedMap<String, byte[]> files)
      throws IOException {
    byte[] archive = archive(files);
    try (var channel = new SeekableInMemoryByteChannel(archive)) {
      ZipListing code = ZipListing.of(channel).orElseThrow().behind(dependencies.start());
      var rest = new ByteArrayOutputStream();
      rest.write(archive, 0, Math.toIntExact(code.start() - dependencies.start()));
      rest.write(ZipListing.end(code.start(), List.of(code, dependencies)));
      return rest.toByteArray();
    }
  }

  private static byte[] archive(SortedMap<String, byte[]> files) throws IOException {
    try (var channel = new SeekableInMemoryByteChannel();
        var zip = new ZipArchiveOutputStream(channel)) {
      zip.setMethod(ZipArchiveOutputStream.DEFLATED);
      for (var file : files.entrySet()) {
        var entry = new ZipArchiveEntry(file.getKey());
        entry.setTime(0);
        entry.setUnixMode(READABLE);
        zip.putArchiveEntry(entry);
        zip.write(file.getValue());
        zip.closeArchiveEntry();
      }
      zip.finish();
      return Arrays.copyOf(channel.array(), Math.toIntExact(channel.size()));
    }
  }
}
