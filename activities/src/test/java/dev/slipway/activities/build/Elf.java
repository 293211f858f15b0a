package dev.slipway.activities.build;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Makes the smallest shared library that names a processor and a glibc version. */
final class Elf {
  static final int X86_64 = 62;
  static final int AARCH64 = 183;

  private Elf() {}

  static byte[] library(int machine, String needed) {
    var elf = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
    elf.putInt(0, 0x464c457f).put(4, (byte) 2).putShort(18, (short) machine);
    elf.putLong(40, 64).putShort(60, (short) 2); // two sections from byte 64 on
    elf.putInt(64 + 4, 0x6ffffffe).putLong(64 + 24, 256).putInt(64 + 40, 1);
    elf.putLong(128 + 24, 384); // the names
    elf.putShort(256 + 2, (short) 1).putInt(256 + 8, 16); // one library, its version 16 bytes on
    elf.putInt(272 + 8, 1); // the version's name
    elf.put(385, needed.getBytes(StandardCharsets.ISO_8859_1));
    return elf.array();
  }
}
