package dev.slipway.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The process that listens on a port of this machine. */
public record PortOwner(long pid, String command) {
  // Enough to recognize a program, not enough to fill the screen.
  private static final int COMMAND_LENGTH = 160;

  /** Whether nothing listens there, so that we could. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /** The owner, unless this user may not see it or the system has no {@code /proc}. */
  public static Optional<PortOwner> of(int port) {
    Set<String> sockets = ListeningSockets.on(port);
    if (sockets.isEmpty()) {
      return Optional.empty();
    }
    return ProcessHandle.allProcesses()
        .filter(process -> holds(process, sockets))
        .findFirst()
        .map(process -> new PortOwner(process.pid(), shortCommand(process)));
  }

  @Override
  public String toString() {
    return "pid %d (%s)".formatted(pid, command);
  }

  private static String shortCommand(ProcessHandle process) {
    String line = Processes.commandLine(process);
    return line.length() <= COMMAND_LENGTH ? line : line.substring(0, COMMAND_LENGTH) + "…";
  }

  private static boolean holds(ProcessHandle process, Set<String> sockets) {
    Path descriptors = Path.of("/proc", Long.toString(process.pid()), "fd");
    try (Stream<Path> open = Files.list(descriptors)) {
      return open.anyMatch(descriptor -> sockets.contains(target(descriptor)));
    } catch (IOException notOursOrGone) {
      return false;
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }
}
