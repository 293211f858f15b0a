package dev.slipway.activities.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.slipway.activities.bundle.TemplateBundle;
import dev.slipway.api.DeploymentId;
import dev.slipway.api.Permission;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** When the translator behind {@code AWS::Serverless} makes a new version, according to itself. */
@EnabledIfEnvironmentVariable(named = "SLIPWAY_SAM", matches = ".+")
class PublishedVersionTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** For every parameter a value other than its own. */
  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          Map.entry("FunctionName", "other"),
          Map.entry("Runtime", "python3.12"),
          Map.entry("Architecture", "arm64"),
          Map.entry("MemorySize", "1024"),
          Map.entry("Timeout", "60"),
          Map.entry("EphemeralStorage", "1024"),
          Map.entry("EnableFunctionUrl", "false"),
          Map.entry("FunctionUrlAuth", "NONE"),
          Map.entry("EnableRestApi", "true"),
          Map.entry("RestApiAuth", "NONE"),
          Map.entry("SubnetIds", "subnet-12345678"),
          Map.entry("SecurityGroupIds", "sg-12345678"),
          Map.entry("SecretArn", "arn:aws:secretsmanager:us-east-1:123456789012:secret:a-AbCdEf"),
          Map.entry("SecretVersionId", "v2"),
          Map.entry("ManagedPolicyArns", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"),
          Map.entry("PermissionsBoundary", "arn:aws:iam::000000000000:policy/agents"),
          Map.entry("BedrockResources", "arn:aws:bedrock:*::foundation-model/one"),
          Map.entry("LogRetentionDays", "7"),
          Map.entry("SessionBucket", "slipway-123456789012-us-east-1"),
          Map.entry("SessionPrefix", "sessions/strands-agent-pilot"),
          Map.entry("Isolation", "environment"),
          Map.entry("Tracing", "Active"),
          Map.entry("ReservedConcurrency", "3"),
          Map.entry("ProvisionedConcurrency", "1"),
          Map.entry("CorsAllowOrigin", "https://a.example"),
          Map.entry("InvokeMode", "RESPONSE_STREAM"),
          Map.entry("AdapterLayerArn", "arn:aws:lambda:us-east-1:753240598075:layer:Adapter:22"),
          Map.entry("DeploymentId", "d-2"));

  private static final Map<String, String> BASE = Map.of("FunctionName", "pilot");

  @Test
  void everyParameter_makesANewVersion() throws Exception {
    var cases = new Cases(true);
    var parameters = cases.packaged().parameters();
    assertThat(OTHERS.keySet()).isEqualTo(parameters);
    for (var parameter : parameters) {
      cases.add(parameter, values(parameter, false), values(parameter, true));
    }

    assertThat(cases.withNewVersion()).isEqualTo(parameters);
  }

  /** If this ever fails, the edition in the description is no longer needed. */
  @Test
  void samAlone_seesNothingBehindAReference() throws Exception {
    var cases = new Cases(false);
    for (var parameter : Set.of("MemorySize", "Timeout", "Runtime", "SecretArn", "SubnetIds")) {
      cases.add(parameter, values(parameter, false), values(parameter, true));
    }

    assertThat(cases.withNewVersion()).isEmpty();
  }

  @Test
  void codeLayerVariablesRoleAndPermissions_makeANewVersion() throws Exception {
    var cases = new Cases(true);
    cases.change("code", "AgentFunction", "CodeUri", "s3://bucket/other.zip");
    cases.change("layer", "DependencyLayer", "ContentUri", "s3://bucket/other-layer.zip");
    var permission = new Permission(List.of("s3:GetObject"), List.of("*"));
    cases.add("permission", cases.packaged().allowing(List.of(permission)));
    cases.add("role", cases.packaged().runningAs("arn:aws:iam::000000000000:role/agents/pilot"));
    cases.add("variable", cases.packaged().with(Map.of("MODE", "a")), Map.of("MODE", "b"));

    assertThat(cases.withNewVersion())
        .containsExactly("code", "layer", "permission", "role", "variable");
  }

  private static Map<String, String> values(String parameter, boolean changed) {
    var values = new TreeMap<>(BASE);
    if (changed) {
      values.put(parameter, OTHERS.get(parameter));
    }
    return values;
  }

  /** Pairs of templates, all translated in one go. */
  private static final class Cases {
    private final ObjectNode all = JSON.createObjectNode();
    private final Set<String> names = new TreeSet<>();
    private final boolean published;
    private final ObjectNode root;

    Cases(boolean published) throws IOException {
      this.published = published;
      root = (ObjectNode) new YAMLMapper().readTree(new TemplateBundle().samTemplate());
      set(root, "AgentFunction", "CodeUri", "s3://bucket/function.zip");
      set(root, "DependencyLayer", "ContentUri", "s3://bucket/layer.zip");
    }

    private static void set(JsonNode root, String resource, String property, String value) {
      ((ObjectNode) root.at("/Resources/" + resource + "/Properties")).put(property, value);
    }

    AgentTemplate packaged() {
      return parse(root);
    }

    private static AgentTemplate parse(JsonNode tree) {
      return AgentTemplate.parse(tree.toString().getBytes(StandardCharsets.UTF_8));
    }

    void add(String name, Map<String, String> before, Map<String, String> after)
        throws IOException {
      put(name + " before", packaged(), before);
      put(name, packaged(), after);
      names.add(name);
    }

    void add(String name, AgentTemplate after) throws IOException {
      put(name + " before", packaged(), BASE);
      put(name, after, BASE);
      names.add(name);
    }

    void add(String name, AgentTemplate before, Map<String, String> environment)
        throws IOException {
      put(name + " before", before, BASE);
      put(name, before.with(environment), BASE);
      names.add(name);
    }

    void change(String name, String resource, String property, String value) throws IOException {
      var changed = root.deepCopy();
      set(changed, resource, property, value);
      put(name + " before", packaged(), BASE);
      put(name, parse(changed), BASE);
      names.add(name);
    }

    private void put(String name, AgentTemplate template, Map<String, String> values)
        throws IOException {
      var id = new DeploymentId(values.getOrDefault("DeploymentId", "d-1"));
      var given = published ? template.published(id, values) : template;
      var one = all.putObject(name);
      one.set("template", JSON.readTree(given.json()));
      one.set("parameters", JSON.valueToTree(values));
    }

    Set<String> withNewVersion() throws Exception {
      var versions = translated();
      var found = new TreeSet<String>();
      for (var name : names) {
        if (!versions.get(name).equals(versions.get(name + " before"))) {
          found.add(name);
        }
      }
      return found;
    }

    private JsonNode translated() throws Exception {
      var python = Path.of(System.getenv("SLIPWAY_SAM")).resolveSibling("python").toString();
      var script = Path.of(getClass().getResource("/sam/translate.py").toURI()).toString();
      var process =
          new ProcessBuilder(python, "-I", script)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (var input = process.getOutputStream()) {
        JSON.writeValue(input, all);
      }
      return JSON.readTree(process.getInputStream());
    }
  }
}
