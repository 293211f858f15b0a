package dev.slipway.starter.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes one JSON value per line. */
@Component
public final class NdJson {
  private final JsonMapper mapper;

  public NdJson(JsonMapper mapper) {
    this.mapper = mapper;
  }

  public Lines open(HttpServletResponse response) throws IOException {
    response.setContentType("application/x-ndjson");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.setHeader("Cache-Control", "no-store");
    return new Lines(response.getOutputStream(), mapper);
  }

  /** An answer that is being written. */
  public record Lines(OutputStream out, JsonMapper mapper) implements AutoCloseable {
    public void write(Object value) throws IOException {
      out.write(mapper.writeValueAsBytes(value));
      out.write('\n');
    }

    /** An empty line, which readers skip; it finds out whether anyone is still reading. */
    public void keepAlive() throws IOException {
      out.write('\n');
      out.flush();
    }

    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
