package dev.slipway.storage.artifacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;

/**
 * The author's own files, as a deployment has frozen them among the files of the function.
 *
 * @param folder whether the author deployed a folder; else it is one file
 * @param files by the author's paths, byte for byte but for a byte order mark
 */
public record FrozenSource(boolean folder, SortedMap<String, byte[]> files) {
  /** The name of the archive among the objects of a deployment. */
  public static final String ARCHIVE = "source.zip";

  private static final String FACTS = "agent_source.json";
  private static final String ONE_FILE = "agent_handler.py";
  private static final String FOLDER = "project/";
  private static final String UNNAMED = "agent.py";
  private static final ObjectMapper JSON = new ObjectMapper();

  public FrozenSource {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** Reads them back from the archive that the inject step wrote. */
  public static FrozenSource of(byte[] archive) {
    var all = new TreeMap<String, byte[]>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        all.put(entry.getName(), zip.readAllBytes());
      }
      JsonNode facts =
          JSON.readTree(all.getOrDefault(FACTS, "{}".getBytes(StandardCharsets.UTF_8)));
      return all.containsKey(ONE_FILE)
          ? oneFile(facts.path("file").asText(UNNAMED), all.get(ONE_FILE))
          : folder(all);
    } catch (IOException e) {
      throw new UncheckedIOException("frozen source: unreadable (expected: what inject wrote)", e);
    }
  }

  /** The code is between the first line and the last, which mark it. */
  private static FrozenSource oneFile(String name, byte[] marked) {
    // ISO-8859-1 maps each byte to one character, so that positions are those of the bytes.
    String text = new String(marked, StandardCharsets.ISO_8859_1);
    int start = text.indexOf('\n') + 1;
    int end = text.lastIndexOf("\n", text.length() - 2);
    String code = end < start ? "" : text.substring(start, end);
    var files = new TreeMap<String, byte[]>();
    files.put(name, code.getBytes(StandardCharsets.ISO_8859_1));
    return new FrozenSource(false, files);
  }

  private static FrozenSource folder(SortedMap<String, byte[]> all) {
    var files = new TreeMap<String, byte[]>();
    all.tailMap(FOLDER)
        .forEach(
            (path, content) -> {
              if (path.startsWith(FOLDER)) {
                files.put(path.substring(FOLDER.length()), content);
              }
            });
    return new FrozenSource(true, files);
  }
}
