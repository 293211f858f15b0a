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
import java.util.List;
import java.util.Map;

/**
 * A first deployment and a redeployment of changed code, through Slipway and through plain SAM,
 * alternating on the same emulator. Download caches are warm for both after a first round, which is
 * not counted.
 */
final class DeployBenchmark implements Benchmark {
  private static final int ROUNDS = Integer.getInteger("slipway.bench.rounds", 2);
  private static final double AIM_FIRST = 0.33;
  private static final double AIM_NEW = 0.45;
  private static final double AIM_REDEPLOY = 0.25;
  private static final double AIM_ROLLBACK = 0.5;
  private static final double AIM_FOLDER = 1.1;
  private static final String REQUIREMENTS = "strands-agents==1.62.0";

  private final List<Double> samFirst = new ArrayList<>();
  private final List<Double> samAgain = new ArrayList<>();
  private final List<Double> ourNew = new ArrayList<>();
  private final List<Double> ourUnlocked = new ArrayList<>();
  private final List<Double> ourFirst = new ArrayList<>();
  private final List<Double> ourAgain = new ArrayList<>();
  private final List<Double> ourTested = new ArrayList<>();
  private final List<Double> ourBack = new ArrayList<>();
  private final List<Double> ourFolder = new ArrayList<>();
  private final StepTimes firstSteps = new StepTimes("first");
  private final StepTimes againSteps = new StepTimes("again");

  @Override
  public String name() {
    return "deploy";
  }

  @Override
  public Report run() throws IOException, InterruptedException {
    var report = new Report(name(), "seconds, wall clock", "median", "samples");
    Path projects = Files.createTempDirectory("slipway-bench-");
    try (var stack = new LocalStack().start();
        var aws = new Emulated(stack)) {
      round(stack, aws, projects, 0);
      forget();
      for (int number = 1; number <= ROUNDS; number++) {
        round(stack, aws, projects, number);
      }
    }
    return fill(report);
  }

  private void round(LocalStack stack, Emulated aws, Path projects, int number)
      throws IOException, InterruptedException {
    System.err.printf(
        "  round %d%s, load %.1f%n", number, number == 0 ? " (not counted)" : "", Load.now());
    var sam = new PlainSam(projects.resolve("sam" + number), "bench-sam-" + number, stack);
    samFirst.add(sam.deploy(code(number, "first"), REQUIREMENTS));
    ourNew.add(onNewWorker(stack, aws, number));
    ourUnlocked.add(withoutALock(stack, aws, number));
    ourFirst.add(ours(stack, aws, number));
    samAgain.add(sam.deploy(code(number, "again"), REQUIREMENTS));
    ourAgain.add(deploy(stack.api(), ours(number), code(number, "again"), false, againSteps));
    ourTested.add(deploy(stack.api(), ours(number), code(number, "tested"), true, againSteps));
    ourBack.add(Slipway.rollback(stack.api(), ours(number)));
    ourFolder.add(folder(stack.api(), number));
    System.err.printf(
        "    sam %.1f %.1f, slipway %.1f %.1f %.1f %.1f %.1f %.1f, folder %.1f%n",
        samFirst.getLast(),
        samAgain.getLast(),
        ourNew.getLast(),
        ourUnlocked.getLast(),
        ourFirst.getLast(),
        ourAgain.getLast(),
        ourTested.getLast(),
        ourBack.getLast(),
        ourFolder.getLast());
  }

  private void forget() {
    List.of(
            samFirst,
            samAgain,
            ourNew,
            ourUnlocked,
            ourFirst,
            ourAgain,
            ourTested,
            ourBack,
            ourFolder)
        .forEach(List::clear);
    firstSteps.forget();
    againSteps.forget();
  }

  /** On a worker that has built nothing yet. */
  private double onNewWorker(LocalStack stack, Emulated aws, int number)
      throws IOException, InterruptedException {
    Slipway.forgetPackages(stack, aws);
    String name = "bench-new-" + number;
    return deploy(stack.api(), name, code(number, "new"), false, new StepTimes("new"));
  }

  /** With nothing in the bucket, on a worker that has packed the packages for another layer. */
  private double withoutALock(LocalStack stack, Emulated aws, int number)
      throws IOException, InterruptedException {
    Slipway.forgetLocks(stack, aws);
    String name = "bench-unlocked-" + number;
    return deploy(stack.api(), name, code(number, "unlocked"), false, new StepTimes("unlocked"));
  }

  /** With nothing in the bucket, on a worker that has resolved and packed the same for another. */
  private double ours(LocalStack stack, Emulated aws, int number)
      throws IOException, InterruptedException {
    Slipway.forgetLayers(aws);
    return deploy(stack.api(), ours(number), code(number, "first"), false, firstSteps);
  }

  /** One changed file of a folder, without the smoke test, as {@link #ourAgain}. */
  private static double folder(Api api, int number) throws IOException, InterruptedException {
    // The round began with the removal of every layer, this folder's as well.
    deployFolder(api, Map.of());
    var changed = Map.of("data/tides.json", "{\"brest\": %d}".formatted(number));
    return Seconds.of(() -> deployFolder(api, changed));
  }

  private static void deployFolder(Api api, Map<String, String> changed)
      throws IOException, InterruptedException {
    byte[] zip = Archive.pack(Ground.root().resolve("examples/harbour"), changed);
    Map<String, String> request =
        Map.of("function_name", "bench-folder", "runtime", Emulated.RUNTIME, "smoke_test", "off");
    JsonNode accepted = api.postFolder("/deployments", request, zip).body();
    Slipway.requireSucceeded(api.awaitEnd(accepted.path("deployment_id").asText()));
  }

  private static double deploy(Api api, String name, String code, boolean tested, StepTimes steps)
      throws IOException, InterruptedException {
    JsonNode[] view = new JsonNode[1];
    Map<String, String> more = tested ? Map.of() : Map.of("smoke_test", "off");
    double seconds = Seconds.of(() -> view[0] = api.awaitEnd(api.deploy(name, code, more)));
    Slipway.requireSucceeded(view[0]);
    steps.add(view[0]);
    return seconds;
  }

  private static String ours(int number) {
    return "bench-slipway-" + number;
  }

  private static String code(int round, String edition) throws IOException {
    return Files.readString(Ground.example()) + "\n# %d %s\n".formatted(round, edition);
  }

  private Report fill(Report report) {
    double first = report.samples("sam build + sam deploy, first", "sam_first_s", samFirst);
    double again = report.samples("sam build + sam deploy, changed code", "sam_again_s", samAgain);
    double onNew = report.samples("slipway, first, new worker", "slipway_new_s", ourNew);
    double asked =
        report.samples("slipway, first, packages known", "slipway_unlocked_s", ourUnlocked);
    double mine =
        report.samples("slipway, first, lock and packages known", "slipway_first_s", ourFirst);
    double mineAgain = report.samples("slipway, changed code", "slipway_again_s", ourAgain);
    report.samples("slipway, changed code, with smoke test", "slipway_tested_s", ourTested);
    double back = report.samples("slipway, rollback", "slipway_rollback_s", ourBack);
    double file = report.samples("slipway, a folder's file", "slipway_folder_s", ourFolder);
    firstSteps.fill(report);
    againSteps.fill(report);
    report.ratio("first, lock known / sam", "first_ratio", mine / first, AIM_FIRST);
    report.ratio("first, packages known / sam", "unlocked_ratio", asked / first, AIM_FIRST);
    report.ratio("first on a new worker / sam", "new_ratio", onNew / first, AIM_NEW);
    report.ratio("changed code / sam", "again_ratio", mineAgain / again, AIM_REDEPLOY);
    report.ratio("rollback / changed code", "rollback_ratio", back / mineAgain, AIM_ROLLBACK);
    report.ratio("a folder's file / changed code", "folder_ratio", file / mineAgain, AIM_FOLDER);
    report.figure("rounds", ROUNDS);
    report.figure("load_end", Load.now());
    return report;
  }
}
