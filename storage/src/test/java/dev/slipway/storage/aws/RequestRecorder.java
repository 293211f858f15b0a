package dev.slipway.storage.aws;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Writes each request to AWS as a line of JSON, for launcher/py/aws_requests.py, which compares it
 * with AWS's own model: the emulator accepts what AWS refuses. The SDK finds it on the class path;
 * without a folder to write to it does nothing.
 */
public final class RequestRecorder implements ExecutionInterceptor {
  /** The folder; each process writes a file of its own. */
  public static final String FOLDER = "slipway.test.aws-requests";

  /** What the SDK calls otherwise than AWS's model. */
  private static final Map<String, String> NAMES =
      Map.of("DestinationBucket", "Bucket", "DestinationKey", "Key");

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final @Nullable Path file;

  public RequestRecorder() {
    String folder = System.getProperty(FOLDER);
    file =
        folder == null ? null : Path.of(folder, ProcessHandle.current().pid() + ".requests.ndjson");
  }

  @Override
  public void beforeMarshalling(
      Context.BeforeMarshalling context, ExecutionAttributes executionAttributes) {
    if (file == null) {
      return;
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("at", Instant.now().toString());
    line.put("service", executionAttributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME));
    line.put("operation", executionAttributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
    line.put("input", plain(context.request()));
    write(file, line);
  }

  private static synchronized void write(Path file, Map<String, Object> line) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(
          file,
          MAPPER.writeValueAsString(line) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case SdkPojo pojo -> members(pojo);
      case SdkBytes bytes -> Map.of("bytes", bytes.asByteArrayUnsafe().length);
      case Instant moment -> Map.of("moment", moment.toString());
      case Collection<?> list -> list.stream().map(RequestRecorder::plain).toList();
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, inner) -> copy.put(String.valueOf(key), plain(inner)));
        yield copy;
      }
      case Number number -> number;
      case Boolean flag -> flag;
      default -> value.toString();
    };
  }

  private static Map<String, @Nullable Object> members(SdkPojo pojo) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (SdkField<?> field : pojo.sdkFields()) {
      Object value = field.getValueOrDefault(pojo);
      boolean given =
          value != null
              && !(value instanceof software.amazon.awssdk.core.util.SdkAutoConstructList<?>)
              && !(value instanceof software.amazon.awssdk.core.util.SdkAutoConstructMap<?, ?>);
      if (given) {
        members.put(NAMES.getOrDefault(field.memberName(), field.memberName()), plain(value));
      }
    }
    return members;
  }
}
