package dev.slipway.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.iam.model.AccessKey;

/** A proxy that injects faults on request, with AWS's own error messages. */
public final class Microburst implements AutoCloseable {
  private static final Duration MAX_START = Duration.ofSeconds(60);
  private static final Duration MAX_ANSWER_LENGTH = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final int port = Ground.portBase();
  private final HttpClient http = HttpClient.newHttpClient();
  // Nothing is left running, even if the tests are interrupted.
  private final Thread stopAtTheLatest = new Thread(this::end, "stop microburst");
  private final Process process;
  private final Path log;

  /** Starts it in front of an emulator and returns once it answers. */
  public Microburst(URI upstream) {
    this(upstream, Map.of());
  }

  /** One that re-signs every request, for an emulator that checks signatures. */
  public static Microburst signing(URI upstream, AccessKey key) {
    return new Microburst(
        upstream,
        Map.of(
            "AWS_ACCESS_KEY_ID", key.accessKeyId(),
            "AWS_SECRET_ACCESS_KEY", key.secretAccessKey()));
  }

  private Microburst(URI upstream, Map<String, String> credentials) {
    try {
      log = Files.createTempFile("slipway-e2e-microburst-", ".log");
      process = start(upstream, credentials);
      Runtime.getRuntime().addShutdownHook(stopAtTheLatest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Waiting.until("microburst to answer", MAX_START, this::isReady);
  }

  private Process start(URI upstream, Map<String, String> credentials) throws IOException {
    var words =
        List.of(
            Ground.tool("SLIPWAY_MICROBURST"),
            "--upstream",
            upstream.toString(),
            "--port",
            String.valueOf(port),
            credentials.isEmpty() ? "--no-resign" : "--resign");
    var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().keySet().retainAll(List.of("PATH", "LANG", "LC_ALL", "TZ", "HOME"));
    builder.environment().putAll(credentials);
    return builder.start();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Adds a fault; see microburst's documentation for its rules. */
  public void add(Map<String, ?> rule) {
    send("PATCH", "rules", List.of(rule));
  }

  /** Ends all faults. */
  public void clear() {
    send("DELETE", "rules", List.of());
  }

  /** Ends all faults of this service. */
  public void clear(String service) {
    send("DELETE", "rules", List.of(Map.of("service", service)));
  }

  /** Removes every fault that matches all of this. */
  public void remove(Map<String, ?> part) {
    send("DELETE", "rules", List.of(part));
  }

  /** How many faults it has served since it was started. */
  public int fired() {
    return send("GET", "stats", List.of()).path("requests").path("faulted").asInt();
  }

  private boolean isReady() {
    if (!process.isAlive()) {
      throw new IllegalStateException("microburst ended; see " + log);
    }
    try {
      return send("GET", "health", List.of()).path("status").asText().equals("ok");
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  private JsonNode send(String method, String path, List<?> body) {
    try {
      var request =
          HttpRequest.newBuilder(address().resolve("/_microburst/" + path))
              .timeout(MAX_ANSWER_LENGTH)
              .method(
                  method,
                  method.equals("GET")
                      ? BodyPublishers.noBody()
                      : BodyPublishers.ofString(JSON.writeValueAsString(body)))
              .build();
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("microburst: " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    end();
    http.close();
    Runtime.getRuntime().removeShutdownHook(stopAtTheLatest);
  }

  private void end() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
