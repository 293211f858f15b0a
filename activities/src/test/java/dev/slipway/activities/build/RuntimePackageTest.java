package dev.slipway.activities.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.activities.files.Directories;
import dev.slipway.activities.files.Zip;
import dev.slipway.storage.artifacts.Continuation;
import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.ArtifactRef;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimePackageTest {
  private static final int MOST = 10_000_000;

  @TempDir Path folder;

  private final SortedMap<String, byte[]> code =
      new TreeMap<>(Map.of("agent.py", bytes("a = 1"), "main.py", bytes("b = 2")));

  private Path layer() throws IOException {
    Path tree = Files.createDirectory(folder.resolve("tree"));
    Directories.write(
        tree, Map.of("python/x/__init__.py", bytes("x"), "python/x/tool", bytes("#!/bin/sh")));
    Files.setPosixFilePermissions(
        tree.resolve("python/x/tool"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Path zip = folder.resolve("layer.zip");
    Zip.pack(tree, zip);
    return zip;
  }

  private static ArtifactRef stored(Path layer) throws IOException {
    return new ArtifactRef("s3://b/layer.zip", Sha256.of(layer), Files.size(layer));
  }

  private Continuation parts(Path layer) throws IOException {
    KnownLayer known = KnownLayer.read(layer).orElseThrow();
    return RuntimePackage.write(known, stored(layer), code, folder.resolve("rest"));
  }

  /** As S3 puts it together. */
  private Path whole(Path layer, Continuation parts) throws IOException {
    Path whole = folder.resolve("package.zip");
    Files.write(whole, Arrays.copyOf(Files.readAllBytes(layer), (int) parts.kept()));
    return Files.write(whole, Files.readAllBytes(parts.rest()), StandardOpenOption.APPEND);
  }

  @Test
  void packageHasTheFilesOfBoth_withTheirModes() throws Exception {
    Path layer = layer();
    Path whole = whole(layer, parts(layer));

    assertThat(Zip.files(Files.readAllBytes(whole), MOST))
        .containsEntry("agent.py", bytes("a = 1"))
        .containsEntry("main.py", bytes("b = 2"))
        .containsEntry("python/x/__init__.py", bytes("x"))
        .hasSize(4);
    try (var zip = ZipFile.builder().setPath(whole).get()) {
      assertThat(zip.getEntry("python/x/tool").getUnixMode()).isEqualTo(0100755);
      assertThat(zip.getEntry("agent.py").getUnixMode()).isEqualTo(0100644);
      try (var content = zip.getInputStream(zip.getEntry("main.py"))) {
        assertThat(content.readAllBytes()).isEqualTo(bytes("b = 2"));
      }
    }
  }

  @Test
  void hashesAreThoseOfTheBytes() throws Exception {
    Path layer = layer();
    Continuation parts = parts(layer);

    byte[] all = Files.readAllBytes(whole(layer, parts));
    assertThat(parts.sha256()).isEqualTo(Sha256.of(all));
    assertThat(parts.keptSha256()).isEqualTo(Sha256.of(Arrays.copyOf(all, (int) parts.kept())));
    assertThat(KnownLayer.read(layer).orElseThrow().sha256()).isEqualTo(Sha256.of(layer));
    assertThat(parts.base()).isEqualTo(stored(layer));
  }

  @Test
  void knownLayer_isContinuedAsOftenAsWanted() throws Exception {
    Path layer = layer();
    KnownLayer known = KnownLayer.read(layer).orElseThrow();
    Path rest = folder.resolve("rest");
    String first = RuntimePackage.write(known, stored(layer), code, rest).sha256();

    assertThat(RuntimePackage.write(known, stored(layer), code, rest).sha256()).isEqualTo(first);
    code.put("agent.py", bytes("a = 3"));
    assertThat(RuntimePackage.write(known, stored(layer), code, rest).sha256())
        .isNotEqualTo(first)
        .isEqualTo(parts(layer).sha256());
  }

  @Test
  void moreEntriesThanAZipUsedToHave_areAllThere() throws Exception {
    Path layer = folder.resolve("layer.zip");
    try (var zip = new ZipArchiveOutputStream(layer)) {
      for (int number = 0; number < 0xffff; number++) {
        zip.putArchiveEntry(new ZipArchiveEntry("python/" + number));
        zip.closeArchiveEntry();
      }
    }
    Path whole = whole(layer, parts(layer));

    try (var zip = ZipFile.builder().setPath(whole).get()) {
      assertThat(zip.stream().count()).isEqualTo(0xffff + 2L);
      assertThat(zip.getEntry("agent.py")).isNotNull();
    }
    try (var zip = new java.util.zip.ZipFile(whole.toFile())) {
      assertThat(zip.size()).isEqualTo(0xffff + 2);
    }
  }

  @Test
  void whatIsNoZip_orCutShort_isNoLayer() throws Exception {
    Path layer = layer();
    byte[] whole = Files.readAllBytes(layer);
    for (int size : new int[] {whole.length - 1, 30, 0}) {
      Files.write(layer, Arrays.copyOf(whole, size));

      assertThat(KnownLayer.read(layer)).isEmpty();
    }
  }

  @Test
  void damagedLayer_hasAnotherHash() throws Exception {
    Path layer = layer();
    String sha256 = Sha256.of(layer);
    byte[] whole = Files.readAllBytes(layer);
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 1;
      Files.write(layer, damaged);

      assertThat(KnownLayer.read(layer).filter(read -> read.sha256().equals(sha256)))
          .as("byte %d", at)
          .isEmpty();
    }
  }

  @Test
  void codeInThePlaceOfADependency_isRefused() throws Exception {
    Path layer = layer();
    for (String name : List.of("python/x/__init__.py", "python/x", "python")) {
      code.put(name, bytes("mine"));

      assertThatThrownBy(() -> parts(layer))
          .isInstanceOfSatisfying(
              ApplicationFailure.class,
              failure ->
                  assertThat(failure.getType()).isEqualTo(FailureType.CODE_REJECTED.wireName()))
          .hasMessageContaining(name + ": ");
      code.remove(name);
    }
    code.put("python/mine.py", bytes("mine"));
    assertThat(Zip.files(Files.readAllBytes(whole(layer, parts(layer))), MOST)).hasSize(5);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
