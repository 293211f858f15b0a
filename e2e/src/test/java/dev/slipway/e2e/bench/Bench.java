package dev.slipway.e2e.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** Runs the benchmark of the given name, or all of them. */
public final class Bench {
  private static final List<Benchmark> ALL =
      List.of(
          new DeployBenchmark(),
          new AgentCoreBenchmark(),
          new ColdStartBenchmark(),
          new ChaosBenchmark(),
          new EntityBenchmark(),
          new ApiBenchmark(),
          new ScaleBenchmark(),
          new ScenarioBenchmark());
  private static final int BROKEN = 1;
  private static final int WRONG_USAGE = 2;

  private Bench() {}

  /** Takes one name, or {@code all}; exits with 1 for a violation, 2 for an unknown name. */
  public static void main(String[] arguments) throws Exception {
    String wanted = arguments.length == 0 ? "all" : arguments[0];
    List<Benchmark> chosen =
        ALL.stream().filter(each -> wanted.equals("all") || each.name().equals(wanted)).toList();
    if (chosen.isEmpty()) {
      String names = ALL.stream().map(Benchmark::name).collect(Collectors.joining(", "));
      System.err.printf("bench: '%s' is not known (expected: %s or all)%n", wanted, names);
      System.exit(WRONG_USAGE);
    }
    // Libraries log to stdout by default, where the table goes.
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
    boolean broken = false;
    for (Benchmark benchmark : chosen) {
      Report report = benchmark.run();
      System.out.println(report.table());
      System.out.println(report.json());
      broken |= report.broken();
      clear();
    }
    if (broken) {
      System.exit(BROKEN);
    }
  }

  /** What a benchmark left is worth reading only if it broke off; a database takes a gigabyte. */
  private static void clear() throws IOException {
    try (Stream<Path> left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      for (Path each : left.toList()) {
        FileSystemUtils.deleteRecursively(each);
      }
    }
  }
}
