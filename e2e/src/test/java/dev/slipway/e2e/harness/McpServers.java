package dev.slipway.e2e.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** MCP's own servers on this machine: one over streamable HTTP, one over SSE. */
public final class McpServers implements AutoCloseable {
  /** The version that the tests of the runtime are locked to. */
  private static final String SDK = "mcp==1.30.0";

  private final Process process;
  private final String http;
  private final String sse;

  public McpServers() {
    var script = Ground.root().resolve("templates/src/test/python/mcp_stand_in.py");
    try {
      process =
          new ProcessBuilder(
                  List.of(
                      Ground.tool("SLIPWAY_UV"),
                      "run",
                      "--quiet",
                      "--no-project",
                      "--isolated",
                      "--python",
                      Ground.tool("SLIPWAY_PYTHON"),
                      "--with",
                      SDK,
                      script.toString()))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      var output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      http = address(output);
      sse = address(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String address(BufferedReader output) throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new IllegalStateException("the MCP servers ended without an address");
    }
    return line.strip();
  }

  /** The one over streamable HTTP; its tool is {@code depth}. */
  public String http() {
    return http;
  }

  /** The one over SSE; its tool is {@code arrivals}. */
  public String sse() {
    return sse;
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
