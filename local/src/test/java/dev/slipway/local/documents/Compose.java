package dev.slipway.local.documents;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** docker-compose.yml as data. */
final class Compose {
  private final Map<?, ?> services;

  private Compose(Map<?, ?> services) {
    this.services = services;
  }

  static Compose read() {
    var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    Map<?, ?> file = yaml.load(Repository.text("docker-compose.yml"));
    return new Compose((Map<?, ?>) Objects.requireNonNull(file.get("services"), "services"));
  }

  Set<String> services() {
    return Set.copyOf(services.keySet().stream().map(String::valueOf).toList());
  }

  boolean has(String service, String key) {
    return service(service).containsKey(key);
  }

  String text(String service, String key) {
    return String.valueOf(service(service).get(key));
  }

  List<String> list(String service, String key) {
    return service(service).get(key) instanceof List<?> values
        ? values.stream().map(String::valueOf).toList()
        : List.of();
  }

  Map<String, Object> map(String service, String key) {
    Map<String, Object> named = new TreeMap<>();
    if (service(service).get(key) instanceof Map<?, ?> values) {
      values.forEach((name, value) -> named.put(String.valueOf(name), value));
    }
    return named;
  }

  String environment(String service, String name) {
    return String.valueOf(map(service, "environment").get(name));
  }

  Set<String> environmentNames(String service) {
    return Set.copyOf(map(service, "environment").keySet().stream().map(String::valueOf).toList());
  }

  private Map<?, ?> service(String name) {
    if (services.get(name) instanceof Map<?, ?> found) {
      return found;
    }
    throw new AssertionError("docker-compose.yml: no service '%s'".formatted(name));
  }
}
