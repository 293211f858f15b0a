package dev.slipway.cli.request;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that a deployment and a patch of one share. */
public final class SpecOptions {
  @Option(names = "--memory", paramLabel = "MB", description = "Memory, 128 to 10240 MB.")
  private @Nullable Integer memory;

  @Option(names = "--timeout", paramLabel = "S", description = "Time limit of a call, 3 to 900 s.")
  private @Nullable Integer timeout;

  @Option(names = "--runtime", paramLabel = "R", description = "python3.10 to python3.14.")
  private @Nullable String runtime;

  @Option(names = "--arch", paramLabel = "A", description = "x86_64 or arm64.")
  private @Nullable String architecture;

  @Option(names = "--env", paramLabel = "K=V", description = "An environment variable; repeatable.")
  private Map<String, String> environment = new LinkedHashMap<>();

  @Option(
      names = "--api-key",
      paramLabel = "NAME[=VALUE|=@VAR]",
      description =
          "A key for the agent, kept in Secrets Manager. The name alone reads the environment "
              + "variable of that name; repeatable.")
  private List<String> apiKeys = new ArrayList<>();

  @Option(
      names = "--require",
      paramLabel = "REQ",
      description = "A further requirement, such as requests>=2.32; repeatable.")
  private List<String> requirements = new ArrayList<>();

  @Option(names = "--on-failure", paramLabel = "WHAT", description = "compensate, park or keep.")
  private @Nullable String onFailure;

  /** Adds the given options, under the API's names. */
  public void addTo(ObjectNode request, ApiKeys keys) {
    put(request, "memory_size", memory);
    put(request, "timeout", timeout);
    put(request, "runtime", runtime);
    put(request, "architecture", architecture);
    put(request, "environment_variables", environment);
    if (!apiKeys.isEmpty()) {
      request.set("api_keys", keys.read(apiKeys));
    }
    put(request, "requirements", requirements);
    put(request, "on_failure", onFailure);
  }

  static void put(ObjectNode request, String field, @Nullable String value) {
    if (value != null) {
      request.put(field, value);
    }
  }

  static void put(ObjectNode request, String field, @Nullable Integer value) {
    if (value != null) {
      request.put(field, value);
    }
  }

  static void put(ObjectNode request, String field, @Nullable Boolean value) {
    if (value != null) {
      request.put(field, value);
    }
  }

  static void put(ObjectNode request, String field, Map<String, String> values) {
    if (!values.isEmpty()) {
      ObjectNode object = request.putObject(field);
      values.forEach(object::put);
    }
  }

  static void put(ObjectNode request, String field, List<String> values) {
    if (!values.isEmpty()) {
      ArrayNode array = request.putArray(field);
      values.forEach(array::add);
    }
  }
}
