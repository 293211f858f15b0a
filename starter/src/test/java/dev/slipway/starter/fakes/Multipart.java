package dev.slipway.starter.fakes;

import dev.slipway.starter.fakes.RunningStarter.Reply;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Forms as a folder travels in. */
public final class Multipart {
  private Multipart() {}

  /** Sends a form of these parts. */
  public static Reply send(RunningStarter starter, String path, byte[]... parts) {
    var body = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      body.writeBytes(part);
    }
    body.writeBytes("--x--\r\n".getBytes(StandardCharsets.UTF_8));
    return starter.send(
        "POST", path, body.toByteArray(), "Content-Type", "multipart/form-data; boundary=x");
  }

  /** One part. */
  public static byte[] part(String name, byte[] content) {
    var part = new ByteArrayOutputStream();
    String head =
        "--x\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"f\"\r\n\r\n"
            .formatted(name);
    part.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    part.writeBytes(content);
    part.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    return part.toByteArray();
  }
}
