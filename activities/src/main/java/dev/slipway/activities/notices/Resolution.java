package dev.slipway.activities.notices;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves a receiver's host, and only to addresses that notices may be sent to. The connection is
 * made to what was checked: a name that means another address later is checked again.
 */
final class Resolution implements DnsResolver {
  private final DnsResolver names;
  private final boolean allowPrivate;
  private final boolean allowPublic;

  private Resolution(DnsResolver names, boolean allowPrivate, boolean allowPublic) {
    this.names = names;
    this.allowPrivate = allowPrivate;
    this.allowPublic = allowPublic;
  }

  /** For calls by https. */
  static Resolution encrypted(DnsResolver names, boolean allowPrivate) {
    return new Resolution(names, allowPrivate, true);
  }

  /** For calls by http: what is not encrypted stays in the private network. */
  static Resolution clear(DnsResolver names, boolean allowPrivate) {
    return new Resolution(names, allowPrivate, false);
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = names.resolve(host);
    for (InetAddress address : addresses) {
      if (!allows(address)) {
        throw new ForbiddenAddress(
            "%s is at %s (expected: %s)".formatted(host, address.getHostAddress(), expected()));
      }
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  private boolean allows(InetAddress address) {
    return switch (Network.of(address)) {
      case PUBLIC -> allowPublic;
      case PRIVATE -> allowPrivate;
      case SPECIAL -> false;
    };
  }

  private String expected() {
    if (!allowPublic) {
      return "a private address; a public one needs https";
    }
    return allowPrivate
        ? "a public or private address"
        : "a public address; a private one needs allow_private";
  }
}
