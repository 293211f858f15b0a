package dev.slipway.activities.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipTest {
  private static final TreeMap<String, byte[]> FILES =
      new TreeMap<>(Map.of("b/run.sh", new byte[] {1}, "a.py", new byte[] {2, 3}));

  @TempDir Path directory;

  @Test
  void sameFiles_areTheSameBytesWhateverTheirTimes() throws Exception {
    Directories.write(directory.resolve("in"), FILES);
    Path first = directory.resolve("1.zip");
    Path second = directory.resolve("2.zip");

    Zip.pack(directory.resolve("in"), first);
    Files.setLastModifiedTime(directory.resolve("in/a.py"), FileTime.fromMillis(1_000_000_000));
    Zip.pack(directory.resolve("in"), second);

    assertThat(first).hasSameBinaryContentAs(second);
  }

  @Test
  void whatWasPacked_isUnpacked() throws Exception {
    assertThat(Zip.files(Zip.of(FILES), 3)).containsExactlyInAnyOrderEntriesOf(FILES);
  }

  @Test
  void archiveThatGrowsBeyondTheLimit_isRefused() throws Exception {
    byte[] bomb = Zip.of(new TreeMap<>(Map.of("zeros", new byte[10_000_000])));

    assertThat(bomb).hasSizeLessThan(20_000);
    assertThatThrownBy(() -> Zip.files(bomb, 1_000))
        .hasMessage("archive: more than 1000 bytes unpacked");
  }

  @Test
  void modes_sayWhatIsExecutableAndThatAllMayRead() throws Exception {
    Path archive = directory.resolve("modes.zip");
    Files.write(archive, Zip.of(FILES));

    assertThat(mode(archive, "b/run.sh")).isEqualTo("rwxr-xr-x");
    assertThat(mode(archive, "a.py")).isEqualTo("rw-r--r--");
    try (var zip = new ZipFile(archive.toFile())) {
      assertThat(zip.size()).isEqualTo(2);
    }
  }

  private static String mode(Path archive, String name) throws Exception {
    try (var files =
        FileSystems.newFileSystem(archive, Map.of("enablePosixFileAttributes", true))) {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(files.getPath(name)));
    }
  }
}
