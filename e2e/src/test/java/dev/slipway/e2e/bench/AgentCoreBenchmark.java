package dev.slipway.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.Api;
import dev.slipway.e2e.harness.Emulated;
import dev.slipway.e2e.harness.Ground;
import dev.slipway.e2e.harness.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/**
 * A first deployment to AgentCore and a redeployment of changed code, through Slipway and through
 * AWS's starter toolkit, alternating on the same emulator. Both resolve and install the same wheels
 * with the same uv and zip them; the toolkit uploads the whole package each time, Slipway what S3
 * has not. Download caches are warm for both after a first round, which is not counted. Slipway's
 * first deployments differ in what the worker knows: nothing, the packages, or the lock as well.
 */
final class AgentCoreBenchmark implements Benchmark {
  private static final int ROUNDS = Integer.getInteger("slipway.bench.rounds", 2);
  private static final double AIM_FIRST = 0.5;
  private static final double AIM_REDEPLOY = 0.25;
  private static final String REQUIREMENTS = "strands-agents==1.62.0\nbedrock-agentcore==1.25.0\n";

  private static final String SERVER =
      """
      from bedrock_agentcore.runtime import BedrockAgentCoreApp

      app = BedrockAgentCoreApp()


      @app.entrypoint
      async def entry(payload):
          return await main(payload.get("prompt"))


      if __name__ == "__main__":
          app.run()
      """;

  private final List<Double> theirFirst = new ArrayList<>();
  private final List<Double> theirAgain = new ArrayList<>();
  private final List<Double> ourNew = new ArrayList<>();
  private final List<Double> ourUnlocked = new ArrayList<>();
  private final List<Double> ourFirst = new ArrayList<>();
  private final List<Double> ourAgain = new ArrayList<>();
  private final List<Double> ourTested = new ArrayList<>();
  private final List<Double> ourBack = new ArrayList<>();
  private final StepTimes unlockedSteps = new StepTimes("unlocked");
  private final StepTimes firstSteps = new StepTimes("first");
  private final StepTimes againSteps = new StepTimes("again");

  @Override
  public String name() {
    return "agentcore";
  }

  @Override
  public Report run() throws IOException, InterruptedException {
    var report = new Report(name(), "seconds, wall clock", "median", "samples");
    Path projects = Files.createTempDirectory("slipway-bench-");
    try (var stack = new LocalStack().start();
        var aws = new Emulated(stack)) {
      round(stack, aws, projects, 0);
      List.of(theirFirst, theirAgain, ourNew, ourUnlocked, ourFirst, ourAgain, ourTested, ourBack)
          .forEach(List::clear);
      unlockedSteps.forget();
      firstSteps.forget();
      againSteps.forget();
      for (int number = 1; number <= ROUNDS; number++) {
        round(stack, aws, projects, number);
      }
    } finally {
      FileSystemUtils.deleteRecursively(projects);
    }
    return fill(report);
  }

  private void round(LocalStack stack, Emulated aws, Path projects, int number)
      throws IOException, InterruptedException {
    System.err.printf(
        "  round %d%s, load %.1f%n", number, number == 0 ? " (not counted)" : "", Load.now());
    Api api = stack.api();
    var toolkit =
        new StarterToolkit(projects.resolve("toolkit" + number), "bench_toolkit_" + number, stack);
    theirFirst.add(toolkit.deploy(code(number, "first"), REQUIREMENTS));
    Slipway.forgetPackages(stack, aws);
    ourNew.add(
        deploy(api, "bench-new-" + number, code(number, "new"), false, new StepTimes("new")));
    Slipway.forgetLocks(stack, aws);
    String unlocked = "bench-unlocked-" + number;
    ourUnlocked.add(deploy(api, unlocked, code(number, "unlocked"), false, unlockedSteps));
    Slipway.forgetLayers(aws);
    ourFirst.add(deploy(api, ours(number), code(number, "first"), false, firstSteps));
    theirAgain.add(toolkit.deploy(code(number, "again"), REQUIREMENTS));
    ourAgain.add(deploy(api, ours(number), code(number, "again"), false, againSteps));
    ourTested.add(deploy(api, ours(number), code(number, "tested"), true, new StepTimes("tested")));
    ourBack.add(Slipway.rollback(api, ours(number)));
    System.err.printf(
        "    toolkit %.1f %.1f, slipway %.1f %.1f %.1f %.1f %.1f %.1f%n",
        theirFirst.getLast(),
        theirAgain.getLast(),
        ourNew.getLast(),
        ourUnlocked.getLast(),
        ourFirst.getLast(),
        ourAgain.getLast(),
        ourTested.getLast(),
        ourBack.getLast());
  }

  private static double deploy(Api api, String name, String code, boolean tested, StepTimes steps)
      throws IOException, InterruptedException {
    var wanted = new HashMap<String, Object>();
    wanted.put("deployment_type", "agentcore");
    wanted.put("runtime", "python3.12");
    wanted.put("requirements", REQUIREMENTS.lines().toList());
    if (!tested) {
      wanted.put("smoke_test", "off");
    }
    var view = new JsonNode[1];
    double seconds = Seconds.of(() -> view[0] = api.awaitEnd(api.deploy(name, code, wanted)));
    Slipway.requireSucceeded(view[0]);
    steps.add(view[0]);
    return seconds;
  }

  private static String ours(int number) {
    return "bench-slipway-" + number;
  }

  /** The same file for both. */
  private static String code(int round, String edition) throws IOException {
    String agent = Files.readString(Ground.example());
    String withoutCommandLine = agent.substring(0, agent.indexOf("if __name__"));
    return withoutCommandLine + SERVER + "# %d %s\n".formatted(round, edition);
  }

  private Report fill(Report report) {
    double first = report.samples("agentcore deploy, first", "toolkit_first_s", theirFirst);
    double again = report.samples("agentcore deploy, changed code", "toolkit_again_s", theirAgain);
    double onNew = report.samples("slipway, first, new worker", "slipway_new_s", ourNew);
    double asked =
        report.samples("slipway, first, packages known", "slipway_unlocked_s", ourUnlocked);
    double mine =
        report.samples("slipway, first, lock and packages known", "slipway_first_s", ourFirst);
    double mineAgain = report.samples("slipway, changed code", "slipway_again_s", ourAgain);
    report.samples("slipway, changed code, with smoke test", "slipway_tested_s", ourTested);
    report.samples("slipway, rollback", "slipway_rollback_s", ourBack);
    unlockedSteps.fill(report);
    firstSteps.fill(report);
    againSteps.fill(report);
    report.ratio("first, lock known / toolkit", "first_ratio", mine / first, AIM_FIRST);
    report.ratio("first, packages known / toolkit", "unlocked_ratio", asked / first, AIM_FIRST);
    report.ratio("first on a new worker / toolkit", "new_ratio", onNew / first, AIM_FIRST);
    report.ratio("changed code / toolkit", "again_ratio", mineAgain / again, AIM_REDEPLOY);
    report.figure("rounds", ROUNDS);
    report.figure("load_end", Load.now());
    return report;
  }
}
