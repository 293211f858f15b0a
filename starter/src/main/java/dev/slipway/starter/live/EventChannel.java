package dev.slipway.starter.live;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Server-sent events to one caller; the answer begins with the first. */
public final class EventChannel {
  private final HttpServletResponse response;
  private @Nullable OutputStream out;

  public EventChannel(HttpServletResponse response) {
    this.response = response;
  }

  /** The caller closed its connection. */
  public static final class CallerGone extends IOException {
    private static final long serialVersionUID = 1;

    private CallerGone(IOException cause) {
      super(cause);
    }
  }

  /** Sends an event's lines at once. */
  public void send(String lines) throws IOException {
    try {
      if (out == null) {
        response.setContentType("text/event-stream");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        out = response.getOutputStream();
      }
      out.write((lines + "\n\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException gone) {
      throw new CallerGone(gone);
    }
  }
}
