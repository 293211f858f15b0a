package dev.slipway.e2e.bench;

import dev.slipway.e2e.harness.StormyCloud;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The disruptions, in turn: something is killed, or a fault is injected. */
enum Disruption {
  JVM_KILLED {
    @Override
    void strike(StormyCloud cloud) {
      cloud.stack().kill9();
      cloud.stack().start();
    }
  },
  THROTTLED {
    @Override
    void strike(StormyCloud cloud) {
      for (String service : List.of("cloudformation", "lambda", "iam")) {
        cloud.faults().add(rule(service, 0.5, error("Throttling", 400, "Rate exceeded")));
      }
    }
  },
  HUNG_UP {
    @Override
    void strike(StormyCloud cloud) {
      cloud.faults().add(rule("*", 0.3, Map.of("reset", true)));
    }
  },
  TEMPORAL_KILLED {
    @Override
    void strike(StormyCloud cloud) {
      if (cloud.stack().pidOf("temporal").isPresent()) {
        cloud.stack().kill9("temporal");
      }
    }
  },
  ERRORS {
    @Override
    void strike(StormyCloud cloud) {
      cloud.faults().add(rule("*", 0.4, error("InternalFailure", 500, "We are sorry")));
    }
  },
  RIGHT_WITHDRAWN {
    @Override
    void strike(StormyCloud cloud) {
      cloud.allowAllBut("cloudformation:ExecuteChangeSet");
    }

    @Override
    void end(StormyCloud cloud) {
      cloud.allowAllBut("none:AtAll");
    }
  },
  SLOW {
    @Override
    void strike(StormyCloud cloud) {
      cloud.faults().add(rule("*", 0.5, Map.of("latency", Map.of("min", 500, "max", 3000))));
    }
  },
  CREDENTIALS_EXPIRED {
    @Override
    void strike(StormyCloud cloud) {
      var token = error("ExpiredToken", 403, "The security token in the request is expired");
      var rule = new HashMap<String, Object>(rule("cloudformation", 0.5, token));
      rule.put("operation", "ExecuteChangeSet");
      cloud.faults().add(rule);
    }
  };

  /** A fault lasts almost until the next disruption. */
  private static final int SECONDS = 8;

  abstract void strike(StormyCloud cloud);

  /** Called when the next disruption comes; faults end on their own. */
  void end(StormyCloud cloud) {}

  private static Map<String, ?> rule(String service, double probability, Map<String, ?> fault) {
    var rule = new HashMap<String, Object>(fault);
    rule.put("service", service);
    rule.put("probability", probability);
    rule.put("ttl_s", SECONDS);
    return rule;
  }

  private static Map<String, ?> error(String code, int status, String message) {
    return Map.of("error", Map.of("code", code, "status", status, "message", message));
  }
}
