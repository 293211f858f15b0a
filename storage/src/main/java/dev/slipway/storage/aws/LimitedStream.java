package dev.slipway.storage.aws;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads no more than so many bytes; more are an error. */
final class LimitedStream extends FilterInputStream {
  private final int most;
  private long read;

  LimitedStream(InputStream in, int most) {
    super(in);
    this.most = most;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    count(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int got = super.read(buffer, offset, length);
    count(got);
    return got;
  }

  private void count(int got) throws IOException {
    read += Math.max(0, got);
    if (read > most) {
      throw new IOException("got more than %,d bytes (expected: at most that)".formatted(most));
    }
  }
}
