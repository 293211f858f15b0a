package dev.slipway.activities.drift;

import dev.slipway.activities.deploy.WantedStack;
import dev.slipway.activities.live.Findings;
import dev.slipway.activities.live.FunctionFacts;
import dev.slipway.activities.live.LiveFunction;
import dev.slipway.activities.stack.CloudClients;
import dev.slipway.workflows.model.FunctionOutputs;

/** What CloudFormation does not see: code, versions, the alias and its address. */
final class FunctionDrift {
  private final LiveFunction functions;

  FunctionDrift(CloudClients clients) {
    this.functions = new LiveFunction(clients);
  }

  void look(String region, FunctionOutputs live, WantedStack wanted, Findings findings) {
    var expected = wanted.function();
    var name = live.functionName();
    var latest = functions.find(region, name, LiveFunction.LATEST);
    if (latest.isEmpty()) {
      findings.add("function " + name, "present", "missing");
      return;
    }
    expected.compare(latest.get().facts(), LiveFunction.LATEST, findings);
    wanted.role().ifPresent(role -> findings.compare("role", role, latest.get().role()));
    functions.compareTraffic(region, name, findings);
    functions
        .find(region, name, LiveFunction.ALIAS)
        .ifPresent(version -> answering(version, live, expected, findings));
    functions.compareUrl(region, name, wanted.urlSignIn(), findings);
  }

  /**
   * A different number alone is not a difference: restoring a stack publishes its version again.
   */
  private static void answering(
      LiveFunction.Version version,
      FunctionOutputs live,
      FunctionFacts expected,
      Findings findings) {
    int before = findings.all().size();
    expected.compare(version.facts(), "the live version", findings);
    if (findings.all().size() > before) {
      findings.compare("version behind the alias live", live.version(), version.version());
    }
  }
}
