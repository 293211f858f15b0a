package dev.slipway.activities.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.storage.artifacts.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.Layer;

/**
 * The facts that define one version of a function, by the names people know them by. Only a
 * fingerprint of the caller's variables is kept.
 */
public record FunctionFacts(SortedMap<String, String> facts) {
  private static final String VARIABLE = "environment variable ";

  /** Slipway's own variables hold nothing confidential, so a difference can be shown. */
  private static final String OWN_VARIABLE = VARIABLE + "SLIPWAY_";

  private static final String NONE = "none";

  /** MB in /tmp that every function has. */
  private static final int USUAL_STORAGE = 512;

  /** The facts of a template's function; what it leaves out has Lambda's default. */
  public static FunctionFacts ordered(
      JsonNode properties, String codeSha256, Function<JsonNode, String> layers) {
    var facts = new TreeMap<String, String>();
    facts.put("code sha256", codeSha256);
    facts.put("runtime", properties.path("Runtime").asText());
    facts.put("architecture", text(items(properties.path("Architectures")), "x86_64"));
    facts.put("memory", properties.path("MemorySize").asInt(128) + " MB");
    facts.put("timeout", properties.path("Timeout").asInt(3) + " s");
    int storage = properties.at("/EphemeralStorage/Size").asInt(USUAL_STORAGE);
    facts.put("temporary storage", storage + " MB");
    facts.put("handler", properties.path("Handler").asText());
    facts.put("tracing", properties.path("Tracing").asText("PassThrough"));
    var vpc = properties.path("VpcConfig");
    facts.put("subnets", text(sorted(items(vpc.path("SubnetIds"))), NONE));
    facts.put("security groups", text(sorted(items(vpc.path("SecurityGroupIds"))), NONE));
    var layerFacts = new ArrayList<String>();
    properties.path("Layers").forEach(layer -> layerFacts.add(layers.apply(layer)));
    facts.put("layers", text(layerFacts, NONE));
    for (var variable : properties.at("/Environment/Variables").properties()) {
      put(facts, variable.getKey(), variable.getValue().asText());
    }
    return new FunctionFacts(facts);
  }

  /** What Lambda reports about a version. */
  static FunctionFacts actual(
      GetFunctionConfigurationResponse version, Function<String, String> layers) {
    var facts = new TreeMap<String, String>();
    facts.put("code sha256", version.codeSha256());
    facts.put("runtime", version.runtimeAsString());
    facts.put("architecture", text(version.architecturesAsStrings(), "x86_64"));
    facts.put("memory", version.memorySize() + " MB");
    facts.put("timeout", version.timeout() + " s");
    var storage = version.ephemeralStorage();
    facts.put("temporary storage", (storage == null ? USUAL_STORAGE : storage.size()) + " MB");
    facts.put("handler", version.handler());
    var tracing = version.tracingConfig();
    facts.put("tracing", tracing == null ? "PassThrough" : tracing.modeAsString());
    var vpc = version.vpcConfig();
    facts.put("subnets", text(vpc == null ? List.of() : sorted(vpc.subnetIds()), NONE));
    facts.put(
        "security groups", text(vpc == null ? List.of() : sorted(vpc.securityGroupIds()), NONE));
    facts.put("layers", text(version.layers().stream().map(Layer::arn).map(layers).toList(), NONE));
    if (version.environment() != null) {
      version.environment().variables().forEach((name, value) -> put(facts, name, value));
    }
    return new FunctionFacts(facts);
  }

  private static void put(Map<String, String> facts, String name, String value) {
    var fact = VARIABLE + name;
    facts.put(
        fact,
        fact.startsWith(OWN_VARIABLE) ? value : Sha256.of(value.getBytes(StandardCharsets.UTF_8)));
  }

  /** Notes each fact that differs in a version, such as {@code $LATEST}. */
  public void compare(FunctionFacts actual, String version, Findings findings) {
    var names = new TreeSet<>(facts.keySet());
    names.addAll(actual.facts.keySet());
    for (var name : names) {
      var expected = facts.get(name);
      var found = actual.facts.get(name);
      if (expected == null || !expected.equals(found)) {
        add(name, expected, found, version, findings);
      }
    }
  }

  private static void add(
      String name,
      @Nullable String expected,
      @Nullable String found,
      String version,
      Findings findings) {
    var what = name + " of " + version;
    if (!name.startsWith(VARIABLE) || name.startsWith(OWN_VARIABLE)) {
      findings.compare(what, expected, found);
    } else if (expected != null && found != null) {
      findings.add(what, "as deployed", "another value");
    } else {
      findings.add(what, expected == null ? NONE : "set", found == null ? NONE : "set");
    }
  }

  private static List<String> items(JsonNode array) {
    var items = new ArrayList<String>();
    array.forEach(item -> items.add(item.asText()));
    return items;
  }

  private static List<String> sorted(Collection<String> items) {
    return items.stream().sorted().toList();
  }

  private static String text(List<String> items, String otherwise) {
    return items.isEmpty() ? otherwise : String.join(", ", items);
  }
}
