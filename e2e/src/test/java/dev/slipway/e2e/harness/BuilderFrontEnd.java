package dev.slipway.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * The pages of the visual builder, built from an unmodified checkout of its repository and served
 * by its own Vite, whose proxy leads to Slipway.
 */
public final class BuilderFrontEnd implements AutoCloseable {
  private static final String CHECKOUT = "SLIPWAY_TEST_BUILDER";

  /** Its packages come from npm's registry the first time. */
  private static final Duration MAX_BUILD = Duration.ofMinutes(10);

  private static final Duration MAX_START = Duration.ofMinutes(1);

  private final Path checkout = Path.of(Ground.tool(CHECKOUT)).toAbsolutePath();
  private final Path built;
  private final int port = Ground.portBase();
  private @Nullable Process server;

  /** Builds the pages. */
  public BuilderFrontEnd() {
    try {
      built = Files.createTempDirectory("slipway-e2e-builder-");
      build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where none is named, the test is skipped and says why. */
  public static void assumeCheckedOut() {
    @Nullable String named = System.getenv(CHECKOUT);
    boolean there = named != null && Files.isRegularFile(Path.of(named, "package.json"));
    if (!there) {
      System.err.printf(
          "%n*** THE BUILDER'S FRONT END WAS NOT TESTED: %s is '%s' (expected: a checkout of"
              + " github.com/xiehust/strands_studio_ui) ***%n%n",
          CHECKOUT, named);
    }
    Assumptions.assumeTrue(there, CHECKOUT + " names no checkout of the builder");
  }

  /** Where they will be. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  private void build() throws IOException {
    String changes = run("git", "status", "--porcelain");
    if (!changes.isBlank()) {
      throw new IllegalStateException(
          "%s: changed (expected: as it was cloned):%n%s".formatted(checkout, changes));
    }
    if (!Files.isDirectory(checkout.resolve("node_modules"))) {
      run("npm", "ci", "--no-audit", "--no-fund");
    }
    run("npm", "run", "build", "--", "--outDir", pages(), "--emptyOutDir");
  }

  private String pages() {
    return built.resolve("pages").toString();
  }

  /** Serves them with that Slipway behind them. */
  public void serve(URI slipway) {
    try {
      server = vite(slipway);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Waiting.until("the builder's pages to be served", MAX_START, this::isServed);
  }

  private Process vite(URI slipway) throws IOException {
    Path settings = Ground.root().resolve("e2e/src/test/node/builder-preview.config.mjs");
    ProcessBuilder vite =
        command(
            List.of(
                "node",
                checkout.resolve("node_modules/vite/bin/vite.js").toString(),
                "preview",
                "--config",
                settings.toString(),
                "--outDir",
                pages(),
                "--host",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--strictPort"));
    vite.environment()
        .putAll(Map.of("SLIPWAY_URL", slipway.toString(), "SLIPWAY_TOKEN", Ground.TOKEN));
    return vite.redirectOutput(log("vite").toFile()).start();
  }

  private boolean isServed() throws IOException {
    if (server != null && !server.isAlive()) {
      throw new IllegalStateException("Vite ended: " + Files.readString(log("vite")));
    }
    return Files.readString(log("vite")).contains(":" + port);
  }

  private String run(String... words) throws IOException {
    Path log = log(words[0]);
    Process process = command(List.of(words)).redirectOutput(log.toFile()).start();
    try {
      if (!process.waitFor(MAX_BUILD.toSeconds(), TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new IllegalStateException("%s: not done in %s".formatted(words[0], MAX_BUILD));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the builder's pages were built", e);
    }
    String said = Files.readString(log);
    if (process.exitValue() != 0) {
      throw new IllegalStateException(
          "%s: exit code %d:%n%s".formatted(String.join(" ", words), process.exitValue(), said));
    }
    return said;
  }

  private ProcessBuilder command(List<String> words) {
    var builder = new ProcessBuilder(words);
    builder.environment().put("NO_COLOR", "1");
    return builder.directory(checkout.toFile()).redirectErrorStream(true);
  }

  private Path log(String program) {
    return built.resolve(program + ".log");
  }

  @Override
  public void close() {
    Killing.now(server);
    Leavings.clear(built);
  }
}
