package dev.slipway.e2e.production;

import dev.slipway.e2e.harness.Ground;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What docker-compose.yml starts its services with, for an operator with certain variables. */
final class ComposeFile {
  /** {@code ${NAME:-value when absent}}. */
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+):-([^}]*)}");

  private final Map<?, ?> services;
  private final Map<String, String> operator;

  ComposeFile(Map<String, String> operator) {
    this.operator = operator;
    try {
      var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
      Map<?, ?> file = yaml.load(Files.readString(Ground.root().resolve("docker-compose.yml")));
      services = file.get("services") instanceof Map<?, ?> found ? found : Map.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A service's environment.
   *
   * @param here where this machine differs from the containers' network: variables that the file
   *     must name, and their values instead
   */
  Map<String, String> environment(String service, Map<String, String> here) {
    var found = new HashMap<String, String>();
    map(service, "environment")
        .forEach((name, value) -> found.put(String.valueOf(name), resolved(String.valueOf(value))));
    here.forEach(
        (name, value) -> {
          if (found.put(name, value) == null) {
            throw new AssertionError(
                "docker-compose.yml: '%s' has no %s (expected: one, as the setup replaces it)"
                    .formatted(service, name));
          }
        });
    return found;
  }

  /** Where Slipway's workflows are. */
  String namespace() {
    return String.valueOf(environment("worker", Map.of()).get("SLIPWAY_TEMPORAL_NAMESPACE"));
  }

  /** The command that says whether a service is healthy. */
  List<String> healthcheck(String service) {
    if (map(service, "healthcheck").get("test") instanceof List<?> test) {
      return test.stream().skip(1).map(String::valueOf).toList();
    }
    throw new AssertionError("docker-compose.yml: no healthcheck of '%s'".formatted(service));
  }

  private Map<?, ?> map(String service, String key) {
    if (services.get(service) instanceof Map<?, ?> found
        && found.get(key) instanceof Map<?, ?> value) {
      return value;
    }
    throw new AssertionError("docker-compose.yml: no %s of '%s'".formatted(key, service));
  }

  private String resolved(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(operator.getOrDefault(found.group(1), found.group(2))));
  }
}
