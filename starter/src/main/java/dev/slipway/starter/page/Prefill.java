package dev.slipway.starter.page;

import dev.slipway.workflows.model.DeploymentSpec;
import dev.slipway.workflows.timeline.DeploymentView;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.util.LinkedMultiValueMap;

/** A form filled in from a deployment's request; its code and keys are not shown again. */
final class Prefill {
  private Prefill() {}

  static Form of(DeploymentView view) {
    var values = new LinkedMultiValueMap<String, String>();
    values.add("region", view.agent().region());
    values.add("stack_name", view.agent().stackName().value());
    DeploymentSpec spec = view.spec();
    if (spec != null) {
      values.add("function_name", spec.functionName().value());
      values.add("memory_size", Integer.toString(spec.memoryMegabytes()));
      values.add("timeout", Long.toString(spec.timeout().toSeconds()));
      values.add("runtime", spec.runtime().wireName());
      values.add("architecture", spec.architecture().wireName());
      values.add("on_failure", spec.onFailure().wireName());
      values.add("approval", spec.approval().wireName());
      values.add("requirements", String.join("\n", spec.requirements()));
      values.add("environment_variables", pairs(spec.environment()));
      values.add("tags", pairs(spec.tags()));
      values.add("flags", "1");
      if (spec.exposure().functionUrl()) {
        values.add("enable_function_url", "1");
      }
      if (spec.exposure().restApi()) {
        values.add("enable_api_gateway", "1");
      }
      var ttl = spec.ttl();
      if (ttl != null) {
        values.add("ttl", ttl.toSeconds() + "s");
      }
    }
    return new Form(values);
  }

  static String pairs(Map<String, String> map) {
    return map.entrySet().stream()
        .map(pair -> pair.getKey() + "=" + pair.getValue())
        .collect(Collectors.joining("\n"));
  }
}
