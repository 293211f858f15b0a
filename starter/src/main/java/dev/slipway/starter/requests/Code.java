package dev.slipway.starter.requests;

import dev.slipway.project.ArchiveReader;
import dev.slipway.project.ProjectLimits;
import dev.slipway.project.ProjectRefused;
import dev.slipway.starter.problems.FieldError;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the agent's code, one file or a folder, and what is called in it. */
final class Code {
  static final int MAX_BYTES = ProjectLimits.PYTHON_BYTES;

  private static final Pattern ENTRY =
      Pattern.compile("[^:\\\\\\p{Cntrl}]{1,200}\\.py(:[A-Za-z_]\\w{0,99})?");

  /** Stands in for code that was refused, so that the other fields are still read. */
  private static final Source REFUSED = Source.File.unnamed("");

  private Code() {}

  static Source require(Fields fields, Upload upload) {
    if (upload.archive().isEmpty() && !fields.has("code")) {
      FileName.read(fields);
      fields.missing("code", "Python source of the agent");
      return REFUSED;
    }
    return read(fields, upload).orElse(REFUSED);
  }

  static Optional<Source> read(Fields fields, Upload upload) {
    String name = FileName.read(fields);
    Optional<String> text = text(fields);
    if (upload.archive().isEmpty()) {
      return text.map(code -> new Source.File(name, code));
    }
    if (fields.has("code")) {
      fields.invalid("code", "code: a file beside the folder (expected: one of them)");
    }
    return folder(fields, upload.archive().get());
  }

  private static Optional<Source> folder(Fields fields, byte[] archive) {
    try {
      return Optional.of(new Source.Folder(ArchiveReader.read(archive)));
    } catch (ProjectRefused refused) {
      refused.refusals().stream()
          .map(
              one ->
                  new FieldError(
                      one.code(),
                      Uploads.SOURCE,
                      null,
                      null,
                      one.message(),
                      one.hint(),
                      one.file()))
          .forEach(fields::add);
      return Optional.empty();
    }
  }

  private static Optional<String> text(Fields fields) {
    Optional<String> code = fields.text("code");
    if (code.isEmpty()) {
      return code;
    }
    if (code.get().isBlank()) {
      fields.invalid("code", "code: empty (expected: Python source of the agent)");
      return Optional.empty();
    }
    int bytes = code.get().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      fields.invalid("code", "code: %d bytes (expected: at most %d)".formatted(bytes, MAX_BYTES));
      return Optional.empty();
    }
    return code;
  }

  /** An entry point as {@code file.py:name} or {@code file.py}. */
  static String requireEntry(String entry) {
    if (!ENTRY.matcher(entry).matches()) {
      throw new IllegalArgumentException(
          "entry: %s (expected: a file and perhaps a name in it, such as main.py:main)"
              .formatted(Fields.shown(entry)));
    }
    return entry;
  }

  /** Refuses an entry point in a file that is not deployed. */
  static void requireEntryIn(Fields fields, Source source, @Nullable String entry) {
    if (entry == null || source.equals(REFUSED)) {
      return;
    }
    String file = entry.contains(":") ? entry.substring(0, entry.indexOf(':')) : entry;
    switch (source) {
      case Source.File only when !only.fileName().equals(file) ->
          fields.invalid(
              "entry",
              "entry: %s (expected: %s, the only file, or deploy the folder)"
                  .formatted(Fields.shown(file), only.fileName()));
      case Source.Folder folder when !folder.project().files().containsKey(file) ->
          fields.invalid(
              "entry",
              "entry: %s is not in the folder (expected: the path of one of its Python files)"
                  .formatted(Fields.shown(file)));
      default -> {}
    }
  }
}
