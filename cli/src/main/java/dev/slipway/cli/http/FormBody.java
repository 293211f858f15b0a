package dev.slipway.cli.http;

import dev.slipway.project.Project;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The body of a call: JSON alone, or a form of JSON and a folder. */
final class FormBody {
  private final String type;
  private final byte[] bytes;

  private FormBody(String type, byte[] bytes) {
    this.type = type;
    this.bytes = bytes;
  }

  static FormBody json(String text) {
    return new FormBody("application/json", text.getBytes(StandardCharsets.UTF_8));
  }

  /** As RFC 7578 has it: the parts {@code request} and {@code source}. */
  static FormBody of(String request, Project folder) {
    String boundary = "slipway-" + UUID.randomUUID();
    var form = new ByteArrayOutputStream();
    part(form, boundary, "name=\"request\"", "application/json");
    form.writeBytes(request.getBytes(StandardCharsets.UTF_8));
    part(form, boundary, "name=\"source\"; filename=\"project.zip\"", "application/zip");
    form.writeBytes(folder.compressed());
    form.writeBytes(ascii("\r\n--%s--\r\n".formatted(boundary)));
    return new FormBody("multipart/form-data; boundary=" + boundary, form.toByteArray());
  }

  private static void part(
      ByteArrayOutputStream form, String boundary, String disposition, String type) {
    form.writeBytes(
        ascii(
            "\r\n--%s\r\nContent-Disposition: form-data; %s\r\nContent-Type: %s\r\n\r\n"
                .formatted(boundary, disposition, type)));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  String type() {
    return type;
  }

  byte[] bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return bytes.length == 0;
  }
}
