package dev.slipway.policy;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A mapping in a YAML file; what is wrong with it is noted with its line. */
final class YamlMap {
  private final Faults faults;
  private final Node node;
  private final Map<String, Node> values = new LinkedHashMap<>();

  /**
   * Reads it.
   *
   * @param what how messages call it
   * @param known the names it may have; any when empty
   */
  YamlMap(Faults faults, Node node, String what, Collection<String> known) {
    this.faults = faults;
    this.node = node;
    if (!(node instanceof MappingNode mapping)) {
      faults.add(node, "%s: not a mapping (expected: name: value)".formatted(what));
      return;
    }
    for (NodeTuple entry : mapping.getValue()) {
      String name = entry.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
      if (!known.isEmpty() && !known.contains(name)) {
        faults.add(
            entry.getKeyNode(),
            "%s: '%s' is not known (expected: %s)"
                .formatted(what, name, String.join(", ", new TreeSet<>(known))));
      } else if (values.put(name, entry.getValueNode()) != null) {
        faults.add(entry.getKeyNode(), "%s: '%s' is there twice".formatted(what, name));
      }
    }
  }

  /** What a text says; none if it says nothing, or is no YAML, which is noted. */
  static Optional<Node> root(Faults faults, String text) {
    try {
      return Optional.ofNullable(
          new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text)));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      faults.add(line, "not YAML: " + e.getProblem());
      return Optional.empty();
    }
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** Where the value is, or the mapping if there is none. */
  Node at(String name) {
    return values.getOrDefault(name, node);
  }

  void each(BiConsumer<String, Node> action) {
    values.forEach(action);
  }

  String requireText(String name) {
    Optional<String> text = text(name).filter(given -> !given.isBlank());
    if (text.isEmpty()) {
      faults.add(at(name), name + ": missing (expected: a text)");
    }
    return text.orElse("");
  }

  Optional<String> text(String name) {
    Node value = values.get(name);
    return value == null ? Optional.empty() : scalar(name, value);
  }

  Optional<Boolean> flag(String name) {
    Optional<String> text = text(name);
    if (text.isPresent() && !text.get().matches("true|false")) {
      faults.add(at(name), "%s: '%s' (expected: true or false)".formatted(name, text.get()));
      return Optional.empty();
    }
    return text.map(Boolean::valueOf);
  }

  List<String> texts(String name) {
    var texts = new ArrayList<String>();
    for (Node item : list(name)) {
      scalar(name, item).ifPresent(texts::add);
    }
    return List.copyOf(texts);
  }

  /**
   * The texts that are not blank and as they should be; each other one is a fault.
   *
   * @param expected what is said of one that is not fine
   */
  List<String> texts(String name, Predicate<String> isFine, String expected) {
    var fine = new ArrayList<String>();
    for (String text : texts(name)) {
      if (text.isBlank()) {
        faults.add(at(name), name + ": '' (expected: a text)");
      } else if (isFine.test(text)) {
        fine.add(text);
      } else {
        faults.add(at(name), "%s: '%s' (expected: %s)".formatted(name, text, expected));
      }
    }
    return fine;
  }

  List<Node> list(String name) {
    @Nullable Node value = values.get(name);
    if (value instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    if (value != null) {
      faults.add(value, name + ": not a list (expected: [value, value])");
    }
    return List.of();
  }

  Optional<YamlMap> map(String name, Collection<String> known) {
    return Optional.ofNullable(values.get(name))
        .map(value -> new YamlMap(faults, value, name, known));
  }

  /** A mapping with any names. */
  Optional<YamlMap> anyMap(String name) {
    return map(name, List.of());
  }

  private Optional<String> scalar(String name, Node value) {
    if (value instanceof ScalarNode scalar) {
      return Optional.of(scalar.getValue());
    }
    faults.add(value, name + ": not a text (expected: one value)");
    return Optional.empty();
  }
}
