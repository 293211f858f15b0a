package dev.slipway.e2e.harness;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** The project's paths, the tools and free ports. */
public final class Ground {
  /** The token of every home that a test makes, so that all of them know it. */
  public static final String TOKEN = "e2e0".repeat(16);

  /** What whoever has it is called in the records. */
  public static final String OWNER = System.getProperty("user.name");

  /**
   * Test JVMs that run side by side look for ports in ranges of their own; all of them are below
   * those that Linux gives to outgoing connections, from 32768.
   */
  private static final int RANGE = 3_000;

  private static final int RANGES = 4;

  /** Asked for one after the other, so that tests in one JVM don't find the same ones free. */
  private static final AtomicInteger ASKED =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(RANGE));

  private static final int FIRST_PORT =
      20_000 + RANGE * ((Integer.getInteger("slipway.e2e.fork", 1) - 1) % RANGES);

  private Ground() {}

  /** The project's root. */
  public static Path root() {
    return Path.of(System.getProperty("slipway.root", "..")).toAbsolutePath().normalize();
  }

  /** The JVM that runs the tests. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  public static Path example() {
    return root().resolve("examples/weather_agent.py");
  }

  /** Realistic generated agent code; one set for the tests of every module. */
  public static String sample(String name) {
    return resource("samples/" + name);
  }

  /** A file of the template's test resources. */
  public static String resource(String name) {
    try {
      return Files.readString(root().resolve("templates/src/test/resources").resolve(name));
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be read", e);
    }
  }

  /** A tool the launcher installed; its path is in the environment. */
  public static String tool(String variable) {
    String path = System.getenv(variable);
    if (path == null || path.isBlank()) {
      throw new IllegalStateException(
          variable + ": not set (expected: set by ./slipway verify, which installs the tools)");
    }
    return path;
  }

  /** The interpreter that the AWS emulator is installed for: it is next to its command. */
  public static Path pythonOfTheEmulator() {
    return Path.of(tool("SLIPWAY_MINISTACK")).resolveSibling("python");
  }

  /** First of four neighbouring free ports. */
  public static int portBase() {
    for (int attempt = 0; attempt < 100; attempt++) {
      int base = FIRST_PORT + Math.floorMod(ASKED.getAndAdd(4), RANGE - 3);
      if (isFree(base) && isFree(base + 1) && isFree(base + 2) && isFree(base + 3)) {
        return base;
      }
    }
    throw new IllegalStateException("no four neighbouring free ports were found");
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port)) {
      return socket.getLocalPort() == port;
    } catch (IOException taken) {
      return false;
    }
  }
}
