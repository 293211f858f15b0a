package dev.slipway.storage.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Writes an answer to a file. The SDK asks again for one that breaks off, but not if the file can't
 * be written; its own transformer takes a full disk for a lost connection.
 */
final class DownloadedFile implements ResponseTransformer<GetObjectResponse, Path> {
  private static final int PART_BYTES = 1 << 16;

  private final Path file;
  private @Nullable IOException unwritten;

  DownloadedFile(Path file) {
    this.file = file;
  }

  @Override
  public Path transform(GetObjectResponse response, AbortableInputStream answer)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] part = new byte[PART_BYTES];
      for (int length = read(answer, part); length >= 0; length = read(answer, part)) {
        out.write(part, 0, length);
      }
    } catch (IOException e) {
      unwritten = e;
      throw e;
    }
    return file;
  }

  private static int read(InputStream answer, byte[] part) {
    try {
      return answer.read(part);
    } catch (IOException e) {
      throw RetryableException.builder().message("The answer broke off.").cause(e).build();
    }
  }

  /** Fails as the file did when it was written. */
  void requireWritten() throws IOException {
    if (unwritten != null) {
      throw unwritten;
    }
  }
}
