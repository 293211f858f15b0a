package dev.slipway.e2e.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request or an answer as received, byte for byte. */
final class HttpMessage {
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final Pattern SCOPE = Pattern.compile("Credential=[^/]+/[^/]+/[^/]+/([^/]+)/");
  private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=([^&]+)");

  // Request line and headers, with the empty line that ends them.
  private final String head;
  private final byte[] body;

  private HttpMessage(String head, byte[] body) {
    this.head = head;
    this.body = body;
  }

  /** Reads one; empty if the caller has hung up. */
  static Optional<HttpMessage> read(InputStream in, OutputStream out) throws IOException {
    String head = readHead(in);
    if (head.isEmpty()) {
      return Optional.empty();
    }
    var message = new HttpMessage(head, new byte[0]);
    if (message.header("expect").isPresent()) {
      out.write(CONTINUE);
      out.flush();
    }
    boolean chunked = message.header("transfer-encoding").orElse("").contains("chunked");
    int length = Integer.parseInt(message.header("content-length").orElse("0"));
    return Optional.of(new HttpMessage(head, chunked ? readChunks(in) : in.readNBytes(length)));
  }

  /** An answer of known length that has arrived completely. */
  static HttpMessage answer(byte[] bytes) {
    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    int body = all.indexOf("\r\n\r\n") + 4;
    return new HttpMessage(all.substring(0, body), Arrays.copyOfRange(bytes, body, bytes.length));
  }

  /** An answer of AWS's own. */
  static byte[] answer(int status, String type, String text) {
    String head =
        "HTTP/1.1 %d Unfriendly\r\nContent-Type: %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            .formatted(status, type);
    return new HttpMessage(head, new byte[0]).withText(text).bytes();
  }

  byte[] bytes() {
    var all = new ByteArrayOutputStream();
    all.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
    all.writeBytes(body);
    return all.toByteArray();
  }

  /** The AWS service it is signed for; empty for an unsigned request. */
  String service() {
    return first(SCOPE, header("authorization").orElse(""));
  }

  /** The operation in a form body, as CloudFormation, IAM and STS use it. */
  String action() {
    return body.length < 200_000 ? first(ACTION, text()) : "";
  }

  /** The operation where its name is sent: in the form or in a header. */
  String operation() {
    String target = header("x-amz-target").orElse("");
    return target.isEmpty() ? action() : target.substring(target.indexOf('.') + 1);
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The same request with a different method and target. */
  HttpMessage withLine(String line) {
    return new HttpMessage(line + head.substring(head.indexOf("\r\n")), body);
  }

  /** The same with a different body. */
  HttpMessage withText(String text) {
    byte[] changed = text.getBytes(StandardCharsets.UTF_8);
    return new HttpMessage(
        head.replaceFirst("(?i)(content-length: *)\\d+", "$1" + changed.length), changed);
  }

  /** Method and target. */
  String line() {
    return head.substring(0, head.indexOf("\r\n"));
  }

  Optional<String> header(String name) {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst();
  }

  /** The same, for a connection that closes after the answer. */
  void writeForOneAnswer(OutputStream out) throws IOException {
    var kept = new StringBuilder();
    head.lines()
        .filter(line -> !line.isEmpty())
        .filter(line -> !line.matches("(?i)(connection|expect|upgrade|http2-settings):.*"))
        .forEach(line -> kept.append(line).append("\r\n"));
    out.write((kept + "Connection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.write(body);
    out.flush();
  }

  private static String readHead(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    while (true) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      bytes.write(next);
      if (next == '\n') {
        String head = bytes.toString(StandardCharsets.ISO_8859_1);
        if (head.endsWith("\r\n\r\n")) {
          return head;
        }
      }
    }
  }

  /** With the chunk sizes, as received. */
  private static byte[] readChunks(InputStream in) throws IOException {
    var all = new ByteArrayOutputStream();
    while (true) {
      String size = readLine(in, all);
      int length = Integer.parseInt(size.split(";")[0].strip(), 16);
      all.write(in.readNBytes(length));
      String end = readLine(in, all);
      if (length == 0) {
        while (!end.isEmpty()) {
          end = readLine(in, all);
        }
        return all.toByteArray();
      }
    }
  }

  private static String readLine(InputStream in, ByteArrayOutputStream copy) throws IOException {
    var line = new StringBuilder();
    while (true) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the caller hung up in the middle of a request");
      }
      copy.write(next);
      if (next == '\n') {
        return line.toString().strip();
      }
      line.append((char) next);
    }
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }
}
