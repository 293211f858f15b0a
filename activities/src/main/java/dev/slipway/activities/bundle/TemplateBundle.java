package dev.slipway.activities.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.slipway.api.Architecture;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of the templates module, by purpose. */
public final class TemplateBundle {
  private static final String ROOT = "/slipway/";
  private static final String SOURCE = "lambda/source/";
  private static final String RUNTIME_SOURCE = "agentcore/source/";

  /** What AgentCore starts, at the root of the package. */
  public static final String RUNTIME_ENTRY = "main.py";

  private static final JsonMapper JSON = new JsonMapper();

  private final Manifest manifest;

  /** Reads the table of contents from the class path. */
  public TemplateBundle() {
    try {
      manifest = JSON.readValue(read("manifest.json"), Manifest.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The version of these templates. */
  public String version() {
    return manifest.version();
  }

  /** The SAM template, with addresses to be filled in. */
  public byte[] samTemplate() {
    return read(manifest.lambda().template());
  }

  /** The function's files by path, with the placeholder for the generated code still in place. */
  public SortedMap<String, byte[]> source() {
    return withinSource(manifest.lambda().source());
  }

  /** The files around the generated code, which are the same for every agent, by path. */
  public SortedMap<String, byte[]> runtime() {
    return withinSource(manifest.lambda().runtime());
  }

  /** The template of the stack beside an AgentCore runtime. */
  public byte[] runtimeTemplate() {
    return read(manifest.agentcore().template());
  }

  /** What an AgentCore package has beside {@link #source()}, by path. */
  public SortedMap<String, byte[]> runtimeSource() {
    return within(RUNTIME_SOURCE, manifest.agentcore().source());
  }

  private static SortedMap<String, byte[]> withinSource(List<String> paths) {
    return within(SOURCE, paths);
  }

  private static SortedMap<String, byte[]> within(String folder, List<String> paths) {
    var files = new TreeMap<String, byte[]>();
    paths.forEach(path -> files.put(within(folder, path), read(path)));
    return files;
  }

  /** The file of {@link #source()} that receives the generated code. */
  public String handlerFile() {
    return withinSource(manifest.lambda().injection().file());
  }

  /** The handler, with the placeholder still in place. */
  public byte[] handler() {
    return read(manifest.lambda().injection().file());
  }

  /** The JSON file next to the handler that describes the code to the runtime. */
  public String sourceFacts() {
    return manifest.lambda().injection().sourceFacts();
  }

  /** The folder next to the handler that holds the author's own, if one is deployed. */
  public String projectFolder() {
    return manifest.lambda().injection().folder();
  }

  /** The text there that the generated code replaces. */
  public String placeholder() {
    return manifest.lambda().injection().placeholder();
  }

  /** The checker's script, within {@link #checker()}. */
  public String checkCommand() {
    return manifest.check().command();
  }

  /** The checker's files and its data by path. */
  public SortedMap<String, byte[]> checker() {
    var files = new TreeMap<String, byte[]>();
    manifest.check().files().forEach(path -> files.put(path, read(path)));
    manifest.data().files().forEach(path -> files.put(path, read(path)));
    return files;
  }

  /** Version constraints that every lock must respect. */
  public List<String> constraints() {
    try {
      var constraints = new ArrayList<String>();
      for (JsonNode line : JSON.readTree(read(manifest.data().requirements())).get("constraints")) {
        constraints.add(line.asText());
      }
      return List.copyOf(constraints);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The layer of the Lambda Web Adapter, through which Python streams.
   *
   * @return empty where its publisher has none: China and GovCloud are separate partitions
   */
  public Optional<String> adapterLayer(String region, Architecture architecture) {
    if (region.startsWith("cn-") || region.startsWith("us-gov-")) {
      return Optional.empty();
    }
    Optional<String> address =
        switch (architecture) {
          case X86_64 -> Optional.of(manifest.adapterLayers().x86());
          case ARM64 -> Optional.of(manifest.adapterLayers().arm64());
          case UNKNOWN -> Optional.empty();
        };
    return address.map(known -> known.replace("{region}", region));
  }

  private static String withinSource(String path) {
    return within(SOURCE, path);
  }

  private static String within(String folder, String path) {
    if (!path.startsWith(folder)) {
      throw new IllegalStateException(
          "manifest: '%s' (expected: a path below %s)".formatted(path, folder));
    }
    return path.substring(folder.length());
  }

  private static byte[] read(String path) {
    try (InputStream stream = TemplateBundle.class.getResourceAsStream(ROOT + path)) {
      if (stream == null) {
        throw new FileNotFoundException(ROOT + path);
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
