package dev.slipway.local.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.starter.StarterSettings;
import dev.slipway.worker.WorkerSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;

class SpringServicesTest {
  @Test
  void launchersNames_areNotSettingsOfTheModules() {
    var environment =
        new CallersEnvironment(
            Map.of(
                "SLIPWAY_AWS", "real",
                "SLIPWAY_TOOLS", "/opt/slipway/tools",
                "SLIPWAY_TEMPORAL", "/opt/slipway/tools/temporal",
                "SLIPWAY_WORKER_BUILD", "2",
                "SLIPWAY_SLOTS_BUILD", "1"));

    SpringServices.forgetLaunchersNames(environment);

    ConfigurationPropertySources.attach(environment);
    var worker = Binder.get(environment).bindOrCreate("slipway", WorkerSettings.class);
    var starter = Binder.get(environment).bindOrCreate("slipway", StarterSettings.class);
    assertThat(worker.aws().endpoint()).isNull();
    assertThat(worker.tools().sam()).isEqualTo("sam");
    assertThat(worker.temporal().server().target()).isEqualTo("127.0.0.1:7233");
    assertThat(worker.slots().build()).isEqualTo(1);
    assertThat(worker.worker().build()).isNull();
    assertThat(starter.aws().endpoint()).isNull();
  }

  private static final class CallersEnvironment extends StandardEnvironment {
    private final Map<String, Object> variables;

    CallersEnvironment(Map<String, Object> variables) {
      this.variables = Map.copyOf(variables);
    }

    @Override
    public Map<String, Object> getSystemEnvironment() {
      return variables == null ? Map.of() : variables;
    }
  }
}
