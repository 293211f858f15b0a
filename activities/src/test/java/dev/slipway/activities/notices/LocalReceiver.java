package dev.slipway.activities.notices;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A receiver on this machine that answers as the test wants, however badly. */
final class LocalReceiver implements AutoCloseable {
  /** What it does once it has a notice. */
  interface Manners {
    void answer(OutputStream to) throws IOException;
  }

  /** What it was sent; names of headers in lower case. */
  record Call(String path, Map<String, String> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  private final ServerSocket socket;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private volatile Manners manners = status("200 OK");

  LocalReceiver() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  static Manners status(String line, String... headers) {
    return to ->
        write(
            to,
            "HTTP/1.1 %s\r\nContent-Length: 0\r\n%s\r\n".formatted(line, String.join("", headers)));
  }

  static void write(OutputStream to, String text) throws IOException {
    to.write(text.getBytes(StandardCharsets.US_ASCII));
    to.flush();
  }

  void manners(Manners newManners) {
    manners = newManners;
  }

  URI url() {
    return URI.create("http://127.0.0.1:%d/hook".formatted(port()));
  }

  int port() {
    return socket.getLocalPort();
  }

  List<Call> calls() {
    return calls;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket caller = socket.accept();
        Thread.ofVirtual().start(() -> serve(caller));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket caller) {
    try (caller) {
      var reader =
          new BufferedReader(
              new InputStreamReader(caller.getInputStream(), StandardCharsets.ISO_8859_1));
      for (String first = reader.readLine(); first != null; first = reader.readLine()) {
        calls.add(read(first, reader));
        manners.answer(caller.getOutputStream());
      }
    } catch (IOException callerIsGone) {
      throw new UncheckedIOException(callerIsGone);
    }
  }

  private static Call read(String first, BufferedReader reader) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    for (String line = reader.readLine(); !line.isEmpty(); line = reader.readLine()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    var body = new char[Integer.parseInt(headers.get("content-length"))];
    int read = 0;
    while (read < body.length) {
      read += reader.read(body, read, body.length - read);
    }
    var bytes = new String(body).getBytes(StandardCharsets.ISO_8859_1);
    return new Call(first.split(" ")[1], headers, new String(bytes, StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
