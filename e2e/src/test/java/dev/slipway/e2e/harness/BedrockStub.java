package dev.slipway.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A local model that plays tool rounds and records its requests. */
public final class BedrockStub implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final URI address;

  /** Starts it and returns once it answers. */
  public BedrockStub() {
    var script = Ground.root().resolve("templates/src/test/python/bedrock_stub.py");
    try {
      process =
          new ProcessBuilder(List.of(Ground.tool("SLIPWAY_PYTHON"), "-B", "-u", script.toString()))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      var output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String line = output.readLine();
      if (line == null) {
        throw new IllegalStateException("the Bedrock stub ended without an address");
      }
      address = URI.create(line.strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI address() {
    return address;
  }

  /** Its requests since the last reset, oldest first. */
  public JsonNode requests() {
    return send(HttpRequest.newBuilder(address.resolve("/requests")).GET());
  }

  public void forget() {
    send(HttpRequest.newBuilder(address.resolve("/requests")).DELETE());
  }

  private JsonNode send(HttpRequest.Builder request) {
    try {
      return JSON.readTree(http.send(request.build(), BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    http.close();
  }
}
