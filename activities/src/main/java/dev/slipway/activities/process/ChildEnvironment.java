package dev.slipway.activities.process;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The few variables of the worker that a program needs; everything else is withheld. */
public final class ChildEnvironment {
  /**
   * Identifies whose tool a process is by the worker's work directory. Any process that still
   * carries it when no worker uses that directory was left behind.
   */
  public static final String WORKS_FOR = "SLIPWAY_WORKS_FOR";

  /** To find programs, a home, a place for temporary files and the text encoding. */
  private static final Set<String> BASICS =
      Set.of("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "LC_CTYPE", "XDG_CACHE_HOME", WORKS_FOR);

  /** To reach a package index through the site's proxy and with its certificates. */
  private static final Set<String> NETWORK =
      Set.of(
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "ALL_PROXY",
          "NO_PROXY",
          "SSL_CERT_FILE",
          "SSL_CERT_DIR",
          "REQUESTS_CA_BUNDLE",
          "CURL_CA_BUNDLE",
          "NETRC");

  private final Map<String, String> worker;

  /** Selects from the given variables, usually {@link System#getenv()}. */
  public ChildEnvironment(Map<String, String> worker) {
    this.worker = Map.copyOf(worker);
  }

  /** For a program that works on local files only. */
  public Map<String, String> local() {
    var chosen = new TreeMap<String, String>();
    worker.forEach(
        (name, value) -> {
          if (BASICS.contains(name)) {
            chosen.put(name, value);
          }
        });
    return chosen;
  }

  /** For a program that talks to a package index. */
  public Map<String, String> packageIndex() {
    Map<String, String> chosen = local();
    worker.forEach(
        (name, value) -> {
          if (NETWORK.contains(name.toUpperCase(Locale.ROOT))
              || name.startsWith("UV_")
              || name.startsWith("PIP_")) {
            chosen.put(name, value);
          }
        });
    return chosen;
  }

  /** For a program that calls AWS itself. */
  public Map<String, String> aws() {
    Map<String, String> chosen = packageIndex();
    worker.forEach(
        (name, value) -> {
          if (name.startsWith("AWS_")) {
            chosen.put(name, value);
          }
        });
    return chosen;
  }
}
