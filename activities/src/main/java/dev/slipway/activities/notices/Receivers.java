package dev.slipway.activities.notices;

import dev.slipway.policy.InvalidPolicy;
import dev.slipway.policy.Receiver;
import dev.slipway.policy.ReceiverReader;
import dev.slipway.workflows.notices.Notice;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.jspecify.annotations.Nullable;

/** The receivers of a server, as its file names them. */
public final class Receivers implements AutoCloseable {
  private static final String SETTING = "slipway.receivers";

  private final List<Endpoint> endpoints;

  private Receivers(List<Endpoint> endpoints) {
    this.endpoints = endpoints;
  }

  /**
   * Those in a file.
   *
   * @param file none when absent
   * @throws IllegalArgumentException naming the setting and all that is wrong with the file, or the
   *     first receiver that can't be called
   */
  public static Receivers in(@Nullable Path file, PageLinks links, Clock clock) {
    return in(file, links, clock, SystemDefaultDnsResolver.INSTANCE);
  }

  static Receivers in(@Nullable Path file, PageLinks links, Clock clock, DnsResolver names) {
    List<Endpoint> endpoints = new ArrayList<>();
    for (Receiver receiver : file == null ? List.<Receiver>of() : read(file)) {
      try {
        endpoints.add(Endpoint.open(receiver, links, clock, names));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "%s: '%s', receiver %s: %s".formatted(SETTING, file, receiver.name(), e.getMessage()),
            e);
      }
    }
    return new Receivers(endpoints);
  }

  private static List<Receiver> read(Path file) {
    try {
      return ReceiverReader.read(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s: '%s' can't be read (expected: a file with receivers)".formatted(SETTING, file), e);
    } catch (InvalidPolicy e) {
      throw new IllegalArgumentException(SETTING + ": " + e.getMessage(), e);
    }
  }

  List<String> wanting(Notice notice) {
    var about = notice.subject();
    return endpoints.stream()
        .map(Endpoint::receiver)
        .filter(
            receiver ->
                receiver.wants(
                    notice.type(),
                    about.agentName(),
                    about.agent().stackName().value(),
                    about.projectId()))
        .map(Receiver::name)
        .toList();
  }

  Optional<Endpoint> named(String name) {
    return endpoints.stream()
        .filter(endpoint -> endpoint.receiver().name().equals(name))
        .findFirst();
  }

  @Override
  public void close() {
    endpoints.forEach(Endpoint::close);
  }
}
