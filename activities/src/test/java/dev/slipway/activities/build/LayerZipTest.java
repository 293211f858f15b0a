package dev.slipway.activities.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.activities.files.Directories;
import dev.slipway.activities.files.Zip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerZipTest {
  @TempDir Path folder;

  private PackedPackage packed(String label, Map<String, String> files) throws IOException {
    Path tree = Files.createDirectory(folder.resolve(label));
    var bytes = new HashMap<String, byte[]>();
    files.forEach((path, text) -> bytes.put(path, text.getBytes(UTF_8)));
    Directories.write(tree, bytes);
    Path zip = folder.resolve(label + ".zip");
    Zip.pack(tree, zip);
    return new PackedPackage(label, zip, PackedPackage.Sizes.NONE);
  }

  private SortedMap<String, byte[]> written(List<PackedPackage> packages, boolean compiled)
      throws IOException {
    Path zip = folder.resolve("layer.zip");
    LayerZip.write(packages, compiled, zip);
    // By the list at its end, as Python and AWS read it, and entry by entry.
    try (var listed = ZipFile.builder().setPath(zip).get()) {
      var files = Zip.files(Files.readAllBytes(zip), 100_000);
      var entries = Collections.list(listed.getEntries());
      assertThat(entries.stream().map(entry -> entry.getName()))
          .containsExactlyInAnyOrderElementsOf(files.keySet());
      for (var entry : entries) {
        try (var content = listed.getInputStream(entry)) {
          assertThat(content.readAllBytes()).isEqualTo(files.get(entry.getName()));
        }
      }
      return files;
    }
  }

  @Test
  void everyFileOfEveryPackage_isThere() throws Exception {
    var a = packed("a", Map.of("python/a/x.py", "x", "python/a/__pycache__/x.pyc", "compiled"));
    var b = packed("b", Map.of("python/b/y.py", "y".repeat(5_000)));

    assertThat(LayerZip.hasTwoOfAName(List.of(a, b))).isFalse();
    assertThat(written(List.of(a, b), true))
        .containsEntry("python/a/x.py", "x".getBytes(UTF_8))
        .containsEntry("python/b/y.py", "y".repeat(5_000).getBytes(UTF_8))
        .hasSize(3);
  }

  @Test
  void compiledModulesThatDoNotFit_areLeftOut() throws Exception {
    var a = packed("a", Map.of("python/a/x.py", "x", "python/a/__pycache__/x.pyc", "compiled"));

    assertThat(written(List.of(a), false)).containsOnlyKeys("python/a/x.py");
  }

  @Test
  void ofTwoFilesWithTheSameName_theFirstStays() throws Exception {
    var a = packed("a", Map.of("python/same.py", "first"));
    var b = packed("b", Map.of("python/same.py", "second", "python/b.py", "b"));

    assertThat(LayerZip.hasTwoOfAName(List.of(a, b))).isTrue();
    assertThat(written(List.of(a, b), true))
        .containsEntry("python/same.py", "first".getBytes(UTF_8))
        .containsOnlyKeys("python/same.py", "python/b.py");
  }

  @Test
  void noPackages_areAnEmptyZip_withoutTwoOfAName() throws Exception {
    assertThat(LayerZip.hasTwoOfAName(List.of())).isFalse();
    assertThat(written(List.of(), true)).isEmpty();
  }
}
