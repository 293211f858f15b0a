package dev.slipway.local;

import dev.slipway.local.component.ChildSpec;
import dev.slipway.local.component.Readiness;
import dev.slipway.workflows.temporal.SearchAttributes;
import io.temporal.common.SearchAttributeKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How the Temporal dev server is run: one process, one SQLite file. */
final class TemporalServer {
  static final String NAME = "temporal";
  static final String TITLE = "Temporal dev server";

  private TemporalServer() {}

  static ChildSpec spec(LocalSettings settings, Readiness readiness) {
    return new ChildSpec(
        NAME,
        TITLE,
        command(settings),
        environment(settings),
        ports(settings.ports()),
        ui(settings).orElse(""),
        readiness,
        () -> {},
        Timing.TEMPORAL_START,
        Timing.TEMPORAL_STOP);
  }

  static String target(LocalSettings settings) {
    return "127.0.0.1:" + settings.ports().temporal();
  }

  /** Its web interface, if it is wanted. */
  static Optional<String> ui(LocalSettings settings) {
    return settings.ports().withTemporalUi()
        ? Optional.of("http://127.0.0.1:" + settings.ports().temporalUi())
        : Optional.empty();
  }

  private static List<Integer> ports(Ports ports) {
    return ports.withTemporalUi()
        ? List.of(ports.temporal(), ports.temporalUi())
        : List.of(ports.temporal());
  }

  private static List<String> command(LocalSettings settings) {
    List<String> command = new ArrayList<>();
    command.add(settings.tools().temporal().toString());
    command.addAll(List.of("server", "start-dev", "--ip", "127.0.0.1"));
    command.addAll(List.of("--port", Integer.toString(settings.ports().temporal())));
    // It answers under any Host and asks no one who they are: a site that points its name at this
    // machine could read every history and start workflows.
    command.addAll(
        settings.ports().withTemporalUi()
            ? List.of("--ui-port", Integer.toString(settings.ports().temporalUi()))
            : List.of("--headless"));
    command.addAll(
        List.of("--db-filename", settings.home().state().resolve("temporal.db").toString()));
    // Five times the workflows per second; a kill of the server loses nothing, a power cut may
    // lose the last moments.
    command.addAll(List.of("--sqlite-pragma", "journal_mode=WAL"));
    command.addAll(List.of("--sqlite-pragma", "synchronous=NORMAL"));
    command.addAll(List.of("--log-level", "warn"));
    // Ours exist from the start: without this the server reads them again, in nine queries, for
    // every look-up of a deployment.
    command.addAll(
        List.of("--dynamic-config-value", "system.forceSearchAttributesCacheRefreshOnRead=false"));
    // Its HTTP API can't be switched off and authenticates no one: any web page could start
    // workflows. It only answers to this name, which no request can have.
    command.addAll(List.of("--dynamic-config-value", "frontend.httpAllowedHosts=[\"/\"]"));
    for (SearchAttributeKey<String> attribute : SearchAttributes.ALL) {
      command.addAll(List.of("--search-attribute", attribute.getName() + "=Keyword"));
    }
    return command;
  }

  private static Map<String, String> environment(LocalSettings settings) {
    Map<String, String> environment = new TreeMap<>(settings.passedOn());
    // A home of its own, so that the caller's Temporal profile does not change our server.
    environment.put("HOME", settings.home().state().toString());
    return environment;
  }
}
