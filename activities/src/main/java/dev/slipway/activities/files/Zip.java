package dev.slipway.activities.files;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Archives that are byte-identical whenever their files are: sorted, without real timestamps. */
public final class Zip {
  /** The earliest time a zip can hold. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private Zip() {}

  /** Packs files by path. */
  public static byte[] of(SortedMap<String, byte[]> files) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (var file : files.entrySet()) {
        zip.putNextEntry(entry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
    byte[] archive = bytes.toByteArray();
    ZipModes.set(ByteBuffer.wrap(archive), Zip::isScript);
    return archive;
  }

  /** Whether a file should be executable: Lambda starts the streaming server by its script. */
  public static boolean isScript(String name) {
    return name.endsWith(".sh");
  }

  /** Packs a directory's files into the target; directories themselves have no entries. */
  public static void pack(Path directory, Path target) throws IOException {
    pack(directory, filesIn(directory), target);
  }

  /** Packs some of them. */
  public static void pack(Path directory, List<Path> files, Path target) throws IOException {
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(target));
        var zip = new ZipOutputStream(file)) {
      // Shared libraries are most of a layer; the fastest level costs 5 % in size and saves 2/3 of
      // the time.
      zip.setLevel(Deflater.BEST_SPEED);
      for (Path path : files.stream().sorted(byNameIn(directory)).toList()) {
        zip.putNextEntry(entry(nameIn(directory, path)));
        Files.copy(path, zip);
        zip.closeEntry();
      }
    }
    try (var channel =
        FileChannel.open(target, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ZipModes.set(
          channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size()),
          name -> Files.isExecutable(directory.resolve(name)));
    }
  }

  /**
   * Unpacks into memory.
   *
   * @param mostBytes limit for all files together; fails when there are more
   */
  public static SortedMap<String, byte[]> files(byte[] archive, int mostBytes) throws IOException {
    var files = new TreeMap<String, byte[]>();
    int left = mostBytes;
    try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        byte[] content = zip.readNBytes(left + 1);
        left -= content.length;
        if (left < 0) {
          throw new IOException("archive: more than %d bytes unpacked".formatted(mostBytes));
        }
        files.put(entry.getName(), content);
      }
    }
    return files;
  }

  private static ZipEntry entry(String name) {
    var entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    return entry;
  }

  private static String nameIn(Path directory, Path file) {
    return directory.relativize(file).toString().replace('\\', '/');
  }

  private static List<Path> filesIn(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.filter(Files::isRegularFile).toList();
    }
  }

  private static Comparator<Path> byNameIn(Path directory) {
    return Comparator.comparing(path -> nameIn(directory, path));
  }
}
