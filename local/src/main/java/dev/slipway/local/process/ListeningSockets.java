package dev.slipway.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sockets that listen, according to the kernel's tables. */
final class ListeningSockets {
  private static final String LISTENING = "0A";

  private ListeningSockets() {}

  /** Those on a port, as they appear among a process's open files; none without {@code /proc}. */
  static Set<String> on(int port) {
    return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
        .flatMap(table -> lines(Path.of(table)))
        .map(line -> line.strip().split("\\s+"))
        .filter(columns -> columns.length > 9 && LISTENING.equals(columns[3]))
        .filter(columns -> portOf(columns[1]) == port)
        .map(columns -> "socket:[" + columns[9] + "]")
        .collect(Collectors.toSet());
  }

  private static int portOf(String hexAddress) {
    int colon = hexAddress.lastIndexOf(':');
    return colon < 0 ? -1 : Integer.parseInt(hexAddress.substring(colon + 1), 16);
  }

  private static Stream<String> lines(Path table) {
    try {
      return Files.readAllLines(table).stream().skip(1);
    } catch (IOException noProc) {
      return Stream.empty();
    }
  }
}
