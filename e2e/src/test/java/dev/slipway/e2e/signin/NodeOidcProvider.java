package dev.slipway.e2e.signin;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.e2e.harness.Ground;
import dev.slipway.e2e.harness.Killing;
import dev.slipway.e2e.harness.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** npm's oidc-provider, in a process of node. */
final class NodeOidcProvider implements IdentityProvider {
  private static final String COMMAND = "SLIPWAY_OIDC_PROVIDER";
  private static final Duration MAX_START = Duration.ofSeconds(60);

  private final int port = Ground.portBase();
  private final Applications applications;
  private final Path log;
  private @Nullable Process process;

  NodeOidcProvider(Applications applications) {
    this.applications = applications;
    try {
      log = Files.createTempFile("slipway-e2e-oidc-provider-", ".log");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it is not installed, the test is skipped and says why. */
  static void assumeInstalled() {
    @Nullable String command = System.getenv(COMMAND);
    boolean there = command != null && Files.isRegularFile(Path.of(command));
    if (!there) {
      System.err.printf(
          "%n*** SIGN-IN WAS NOT TESTED WITH OIDC-PROVIDER: %s is '%s' (expected: its path;"
              + " './slipway tools oidc-provider' installs it and needs node) ***%n%n",
          COMMAND, command);
    }
    Assumptions.assumeTrue(there, COMMAND + " names no oidc-provider; nothing was tested with it");
  }

  @Override
  public URI issuer() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** It ends when its standard input does, so none is left behind, however the tests end. */
  @Override
  public void start(SigningKeys keys) {
    Path script = Ground.root().resolve("e2e/src/test/node/identity-provider.mjs");
    var builder =
        new ProcessBuilder(Ground.tool(COMMAND), script.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().keySet().retainAll(List.of("PATH", "LANG", "LC_ALL", "TZ", "HOME"));
    try {
      process = builder.start();
      process.getOutputStream().write((settings(keys) + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(said(), e);
    }
    Waiting.until("oidc-provider to answer", MAX_START, this::isReady);
  }

  private String settings(SigningKeys keys) throws IOException {
    return new ObjectMapper()
        .writeValueAsString(
            Map.of(
                "port",
                port,
                "keys",
                keys.all().toJSONObject(false).get("keys"),
                "page",
                Map.of("id", Applications.PAGE, "back", applications.pageReturn().toString()),
                "pipelines",
                Applications.PIPELINES,
                "users",
                TestUsers.CLAIMS));
  }

  private boolean isReady() {
    if (process != null && !process.isAlive()) {
      throw new IllegalStateException("oidc-provider ended: " + said());
    }
    return said().lines().anyMatch("ready"::equals);
  }

  private String said() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    Killing.now(process);
    process = null;
  }
}
