package dev.slipway.starter.page;

import dev.slipway.starter.requests.Upload;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.databind.JsonNode;

/** A form's request, with the folder that was chosen beside it, if any. */
final class FormUpload {
  private FormUpload() {}

  static Upload of(JsonNode request, @Nullable MultipartFile folder) {
    if (folder == null || folder.isEmpty()) {
      return Upload.of(request);
    }
    try {
      return Upload.with(request, folder.getBytes());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** A browser sends an empty file for a field that was left alone. */
  static boolean isChosen(@Nullable MultipartFile folder) {
    return folder != null && !folder.isEmpty();
  }
}
