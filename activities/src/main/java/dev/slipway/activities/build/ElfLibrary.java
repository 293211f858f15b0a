package dev.slipway.activities.build;

import dev.slipway.api.Architecture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a shared library requires of the machine that loads it, read from its ELF headers.
 *
 * @param machine the processor it is built for; empty for one that Lambda does not have
 * @param glibcMinor 28 means that it needs glibc 2.28; 0 when it names no version
 */
record ElfLibrary(Optional<Architecture> machine, int glibcMinor) {
  private static final int MAGIC = 0x464c457f;
  private static final int CLASS_64 = 2;
  private static final short MACHINE_X86_64 = 62;
  private static final short MACHINE_AARCH64 = 183;
  private static final int SECTION_VERSIONS_NEEDED = 0x6ffffffe;
  private static final int SECTION_HEADER_SIZE = 64;
  private static final Pattern GLIBC = Pattern.compile("GLIBC_2\\.(\\d+)(?:\\.\\d+)?");

  /** Reads the headers; empty when the file is not an ELF file. */
  static Optional<ElfLibrary> read(Path file) throws IOException {
    try (var channel = FileChannel.open(file)) {
      if (channel.size() < SECTION_HEADER_SIZE) {
        return Optional.empty();
      }
      ByteBuffer elf = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      elf.order(ByteOrder.LITTLE_ENDIAN);
      if (elf.getInt(0) != MAGIC) {
        return Optional.empty();
      }
      if (elf.get(4) != CLASS_64) {
        return Optional.of(new ElfLibrary(Optional.empty(), 0));
      }
      return Optional.of(new ElfLibrary(machine(elf.getShort(18)), glibc(elf)));
    } catch (IndexOutOfBoundsException e) {
      throw new IOException("%s: its ELF headers are malformed".formatted(file.getFileName()), e);
    }
  }

  private static Optional<Architecture> machine(short number) {
    return switch (number) {
      case MACHINE_X86_64 -> Optional.of(Architecture.X86_64);
      case MACHINE_AARCH64 -> Optional.of(Architecture.ARM64);
      default -> Optional.empty();
    };
  }

  private static int glibc(ByteBuffer elf) {
    int sections = Math.toIntExact(elf.getLong(40));
    int count = elf.getShort(60) & 0xffff;
    int newest = 0;
    for (int i = 0; i < count && sections > 0; i++) {
      int header = sections + i * SECTION_HEADER_SIZE;
      if (elf.getInt(header + 4) == SECTION_VERSIONS_NEEDED) {
        int names = sections + elf.getInt(header + 40) * SECTION_HEADER_SIZE;
        newest = Math.max(newest, newestNeeded(elf, offset(elf, header), offset(elf, names)));
      }
    }
    return newest;
  }

  private static int offset(ByteBuffer elf, int sectionHeader) {
    return Math.toIntExact(elf.getLong(sectionHeader + 24));
  }

  /** Follows the two linked lists of the section: libraries, and versions of each. */
  private static int newestNeeded(ByteBuffer elf, int section, int names) {
    int newest = 0;
    int library = section;
    int nextLibrary;
    do {
      int version = library + elf.getInt(library + 8);
      int nextVersion;
      do {
        newest = Math.max(newest, glibcMinor(text(elf, names + elf.getInt(version + 8))));
        nextVersion = elf.getInt(version + 12);
        version += nextVersion;
      } while (nextVersion > 0);
      nextLibrary = elf.getInt(library + 12);
      library += nextLibrary;
    } while (nextLibrary > 0);
    return newest;
  }

  private static int glibcMinor(String version) {
    Matcher glibc = GLIBC.matcher(version);
    return glibc.matches() ? Integer.parseInt(glibc.group(1)) : 0;
  }

  private static String text(ByteBuffer elf, int start) {
    int end = start;
    while (elf.get(end) != 0) {
      end++;
    }
    byte[] bytes = new byte[end - start];
    elf.get(start, bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
