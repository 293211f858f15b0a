package dev.slipway.e2e.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Packs a folder as a client does, and unpacks what Slipway deployed as Lambda does. */
final class Archive {
  private Archive() {}

  /** A folder's files, some of them with other content. */
  static byte[] pack(Path folder, Map<String, String> changed) throws IOException {
    var archive = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(archive);
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        zip.putNextEntry(new ZipEntry(name));
        zip.write(changed.getOrDefault(name, Files.readString(file)).getBytes(UTF_8));
      }
    }
    return archive.toByteArray();
  }

  static Path unpack(byte[] archive, Path target, Predicate<String> wanted) throws IOException {
    try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = target.resolve(entry.getName()).normalize();
        if (!entry.isDirectory() && wanted.test(entry.getName()) && file.startsWith(target)) {
          Files.createDirectories(file.getParent());
          Files.copy(zip, file);
        }
      }
    }
    return target;
  }
}
