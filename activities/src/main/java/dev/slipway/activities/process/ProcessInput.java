package dev.slipway.activities.process;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** What a program reads from standard input. */
public final class ProcessInput {
  public static final ProcessInput NONE = new ProcessInput(new byte[0]);

  private final byte[] bytes;

  public ProcessInput(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  InputStream open() {
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
