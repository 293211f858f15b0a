package dev.slipway.activities.build;

import dev.slipway.storage.artifacts.Continuation;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.ArtifactRef;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
   * Fails where a file of the code has a dependency's place: which of the two is served would
   * depend on how AgentCore unpacks.
   */
  private static void requireApart(ZipListing dependencies, SortedMap<String, byte[]> files) {
    Set<String> taken = new HashSet<>();
    for (String name : dependencies.names()) {
      taken.add(name);
      for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
        taken.add(name.substring(0, slash));
      }
    }
    for (String file : files.keySet()) {
      if (taken.contains(file)) {
        throw Failure.of(
                FailureType.CODE_REJECTED,
                "%s: a file of the code in the place of a dependency (expected: another name)"
                    .formatted(file))
            .withNextAction(
                "On AgentCore, dependencies are in the folder python/ of the package: rename the file or its folder.")
            .toException();
      }
    }
  }

  /**
   * Writes what comes after the layer's beginning: the files, and the list of all entries.
   *
   * @param stored where the layer is stored
   */
  static Continuation write(
      KnownLayer layer, ArtifactRef stored, SortedMap<String, byte[]> files, Path target)
      throws IOException {
    requireApart(layer.listing(), files);
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
