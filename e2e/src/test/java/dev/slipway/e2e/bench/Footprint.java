package dev.slipway.e2e.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * How much memory another JVM holds, in megabytes.
 *
 * @param heap its used heap after a forced garbage collection
 * @param resident the whole process's resident memory; 0 if unknown
 */
record Footprint(double heap, double resident) {
  /** Lines about the heap, for any collector; classes are counted elsewhere. */
  private static final Pattern USED =
      Pattern.compile("(?m)^(?!.*(?:etaspace|class space)).*used (\\d+)K");

  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  static Footprint of(long pid) throws IOException, InterruptedException {
    jcmd(pid, "GC.run");
    return new Footprint(sum(USED, jcmd(pid, "GC.heap_info")), sum(RESIDENT, status(pid)));
  }

  private static String status(long pid) throws IOException {
    Path file = Path.of("/proc/" + pid + "/status");
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private static String jcmd(long pid, String command) throws IOException, InterruptedException {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(tool.toString(), Long.toString(pid), command)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("jcmd %s: %s".formatted(command, said));
    }
    return said;
  }

  private static double sum(Pattern kilobytes, String text) {
    return kilobytes
            .matcher(text)
            .results()
            .mapToDouble(found -> Double.parseDouble(found.group(1)))
            .sum()
        / 1024;
  }
}
