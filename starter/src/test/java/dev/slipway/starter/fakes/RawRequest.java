package dev.slipway.starter.fakes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Bytes on a socket, for requests that no client would send. */
public final class RawRequest {
  private RawRequest() {}

  /** The status and the start of the answer to lines that are sent verbatim. */
  public static String answer(String authority, String... lines) {
    URI server = URI.create("http://" + authority);
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static int status(String authority, String... lines) {
    return Integer.parseInt(answer(authority, lines).split(" ")[1]);
  }
}
