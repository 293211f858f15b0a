package dev.slipway.activities.tools;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where the worker's tools and its disk cache are.
 *
 * @param sam SAM CLI: a path, or a name to find on PATH
 * @param uv likewise
 * @param python a preferred interpreter; others are searched for as well
 * @param cache what can be built again: extracted checker, locks, packages
 */
public record ToolSettings(String sam, String uv, String python, Path cache) {
  public static final String SAM = "SLIPWAY_SAM";
  public static final String UV = "SLIPWAY_UV";
  public static final String PYTHON = "SLIPWAY_PYTHON";
  public static final String CACHE = "SLIPWAY_CACHE";

  public ToolSettings {
    requireName(SAM, sam);
    requireName(UV, uv);
    requireName(PYTHON, python);
    cache = cache.toAbsolutePath().normalize();
  }

  /** The settings in the given environment; what is absent has its default. */
  public static ToolSettings from(Map<String, String> environment) {
    return new ToolSettings(
        environment.getOrDefault(SAM, "sam"),
        environment.getOrDefault(UV, "uv"),
        environment.getOrDefault(PYTHON, "python3"),
        Path.of(environment.getOrDefault(CACHE, defaultCache(environment))));
  }

  private static String defaultCache(Map<String, String> environment) {
    String caches =
        environment.getOrDefault(
            "XDG_CACHE_HOME", Path.of(System.getProperty("user.home"), ".cache").toString());
    return Path.of(caches, "slipway").toString();
  }

  private static void requireName(String setting, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          "%s: '' (expected: a path or the name of a program)".formatted(setting));
    }
  }
}
