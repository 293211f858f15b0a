package dev.slipway.local;

import dev.slipway.storage.artifacts.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The Python program that runs MiniStack behind a fence, runs the code of AgentCore runtimes and
 * ends the processes that are no longer needed.
 *
 * @param modules what it imports, by file name, from its own folder
 */
record EmulatorProgram(String source, Map<String, String> modules) {
  private static final List<String> MODULES =
      List.of(
          "emulator_agentcore.py",
          "emulator_agentcore_control.py",
          "emulator_fence.py",
          "emulator_functions.py",
          "emulator_http.py",
          "emulator_layers.py",
          "emulator_packages.py",
          "emulator_pythons.py",
          "emulator_s3.py",
          "emulator_session_pool.py",
          "emulator_sessions.py");

  EmulatorProgram {
    modules = Map.copyOf(modules);
  }

  static EmulatorProgram load() {
    Map<String, String> modules = new TreeMap<>();
    MODULES.forEach(name -> modules.put(name, resource(name)));
    return new EmulatorProgram(resource("emulator.py"), modules);
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
    String all = source + String.join("", new TreeMap<>(modules).values());
    String hash = Sha256.of(all.getBytes(StandardCharsets.UTF_8)).substring(0, 12);
    return folder.resolve("slipway-emulator-%s.py".formatted(hash));
  }

  void writeTo(Path folder) {
    try {
      HomeDirectory.createForOwner(folder);
      for (Map.Entry<String, String> module : modules.entrySet()) {
        Files.writeString(folder.resolve(module.getKey()), module.getValue());
      }
      Files.writeString(in(folder), source);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write to %s.".formatted(folder), e);
    }
  }
}
