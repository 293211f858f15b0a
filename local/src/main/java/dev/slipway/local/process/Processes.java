package dev.slipway.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Inspects running processes. What needs {@code /proc} finds nothing on systems without it. */
public final class Processes {
  private static final Path PROC = Path.of("/proc");

  private Processes() {}

  /** Whether it runs. A process that has ended and waits to be collected by its parent does not. */
  public static boolean runs(ProcessHandle process) {
    return process.isAlive() && !isZombie(process.pid());
  }

  public static String commandLine(ProcessHandle process) {
    ProcessHandle.Info info = process.info();
    return info.commandLine().or(info::command).orElse("");
  }

  /** Every running process that was given this {@code NAME=value}, or inherited it. */
  public static List<ProcessHandle> withEnvironment(String assignment) {
    return running(process -> hasEnvironment(process.pid(), assignment));
  }

  private static List<ProcessHandle> running(Predicate<ProcessHandle> wanted) {
    long self = ProcessHandle.current().pid();
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != self)
        .filter(wanted)
        .filter(Processes::runs)
        .toList();
  }

  private static boolean isZombie(long pid) {
    try {
      String stat = Files.readString(of(pid, "stat"), StandardCharsets.ISO_8859_1);
      // "pid (name) state …": the name may contain anything, so read on from its last parenthesis.
      int state = stat.lastIndexOf(')') + 2;
      return state < stat.length() && "ZX".indexOf(stat.charAt(state)) >= 0;
    } catch (IOException noProcOrGone) {
      return false;
    }
  }

  private static boolean hasEnvironment(long pid, String assignment) {
    try {
      byte[] environment = Files.readAllBytes(of(pid, "environ"));
      String text = new String(environment, StandardCharsets.UTF_8);
      return Arrays.asList(text.split("\0")).contains(assignment);
    } catch (IOException notOursOrGone) {
      return false;
    }
  }

  private static Path of(long pid, String file) {
    return PROC.resolve(Long.toString(pid)).resolve(file);
  }
}
