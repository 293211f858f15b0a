package dev.slipway.starter.web;

import dev.slipway.starter.StarterSettings;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The names by which this server is addressed. Any other one was made to lead here, by a page whose
 * owner has since pointed its name at this machine: to the browser that page has the same origin.
 * An address can't be pointed elsewhere, so the one that a request came in at is accepted: probes,
 * monitors and load balancers use it.
 */
record KnownHosts(@Nullable URI publicUrl) {
  /** None of these can be pointed elsewhere. */
  private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "[::1]");

  private static final Pattern IPV6 = Pattern.compile("\\[([0-9a-fA-F:.]+)](:\\d+)");

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  static KnownHosts of(StarterSettings settings) {
    return new KnownHosts(settings.publicUrl());
  }

  /**
   * Whether a Host header names this server.
   *
   * @param address the server's own address that the request came in at
   * @param port likewise
   */
  boolean contains(String host, String address, int port) {
    return all(port).contains(host.toLowerCase(Locale.ROOT)) || isLiteral(host, address, port);
  }

  private static boolean isLiteral(String host, String address, int port) {
    Matcher parts = IPV6.matcher(host);
    return parts.matches()
        ? isSame(parts.group(1), address) && parts.group(2).equals(":" + port)
        : spellings(address, port, HTTP).anyMatch(host::equals);
  }

  /** IPv6 has several spellings of one address. */
  private static boolean isSame(String one, String other) {
    try {
      return InetAddress.ofLiteral(one).equals(InetAddress.ofLiteral(other));
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }

  /** All of them, the usual ones first. */
  List<String> all(int port) {
    Stream<String> here = LOOPBACK.stream().flatMap(name -> spellings(name, port, HTTP));
    return Stream.concat(here, published()).toList();
  }

  private Stream<String> published() {
    if (publicUrl == null) {
      return Stream.empty();
    }
    int usual = "https".equals(publicUrl.getScheme()) ? HTTPS : HTTP;
    int port = publicUrl.getPort() < 0 ? usual : publicUrl.getPort();
    return spellings(publicUrl.getHost().toLowerCase(Locale.ROOT), port, usual);
  }

  /** The scheme's default port may be left out. */
  private static Stream<String> spellings(String name, int port, int usual) {
    String full = name + ":" + port;
    return port == usual ? Stream.of(full, name) : Stream.of(full);
  }
}
