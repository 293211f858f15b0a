package dev.slipway.local.component;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Describes a child process: how to start it, how to tell when it is ready, how long it may take.
 *
 * @param name short, for files
 * @param title for people
 * @param environment all of it: nothing is inherited
 * @param ports all that it listens on, the main one first
 * @param beforeStart makes its folders, clears what an earlier run left
 */
public record ChildSpec(
    String name,
    String title,
    List<String> command,
    Map<String, String> environment,
    List<Integer> ports,
    String url,
    Readiness readiness,
    Runnable beforeStart,
    Duration startPatience,
    Duration stopPatience) {

  public ChildSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    ports = List.copyOf(ports);
  }

  /** What identifies its process: the script an interpreter runs, or else the executable. */
  public String program() {
    // The interpreter itself may be a link, and processes are listed with its target.
    return command.stream()
        .filter(word -> word.endsWith(".py"))
        .findFirst()
        .orElse(command.getFirst());
  }

  public int port() {
    return ports.getFirst();
  }

  /** Changes when the child would be started differently; a hash, as environments hold secrets. */
  public String fingerprint() {
    String all = command + "\n" + new TreeMap<>(environment);
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(all.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
