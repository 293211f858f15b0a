package dev.slipway.local;

import dev.slipway.storage.artifacts.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The Python program that runs MiniStack behind a fence and ends the function processes that are no
 * longer needed.
 */
record EmulatorProgram(String source, String fence) {
  /** The program imports it by this name, from its own folder. */
  private static final String FENCE = "emulator_fence.py";

  static EmulatorProgram load() {
    return new EmulatorProgram(resource("emulator.py"), resource(FENCE));
  }

  private static String resource(String name) {
    try (InputStream resource = EmulatorProgram.class.getResourceAsStream(name)) {
      byte[] source = Objects.requireNonNull(resource, name).readAllBytes();
      return new String(source, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The program's file there. Different source gives a different name, so a running old one is not
   * adopted.
   */
  Path in(Path folder) {
    String hash = Sha256.of((source + fence).getBytes(StandardCharsets.UTF_8)).substring(0, 12);
    return folder.resolve("slipway-emulator-%s.py".formatted(hash));
  }

  void writeTo(Path folder) {
    try {
      HomeDirectory.createForOwner(folder);
      Files.writeString(folder.resolve(FENCE), fence);
      Files.writeString(in(folder), source);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write to %s.".formatted(folder), e);
    }
  }
}
