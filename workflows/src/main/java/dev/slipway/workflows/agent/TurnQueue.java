package dev.slipway.workflows.agent;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.model.Reuse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is running and what is waiting, in order. Plain state. */
final class TurnQueue {
  /** More than fifty deployments waiting for one agent is a loop somewhere, not intent. */
  private static final int MAX_WAITING = 50;

  private final List<DeploymentId> waiting;
  private final Map<DeploymentId, Place> places = new LinkedHashMap<>();
  private final Set<DeploymentId> starting = new HashSet<>();
  private final Set<DeploymentId> startedHere = new HashSet<>();
  private @Nullable DeploymentId running;

  TurnQueue(AgentState start) {
    waiting = new ArrayList<>(start.waiting());
    running = start.running();
    start.places().forEach(place -> places.put(place.id(), place));
  }

  Optional<DeploymentId> running() {
    return Optional.ofNullable(running);
  }

  List<DeploymentId> waiting() {
    return List.copyOf(waiting);
  }

  /** The places of everything running or waiting. */
  List<Place> places() {
    return Stream.concat(running().stream(), waiting.stream()).map(this::place).toList();
  }

  /** The revisions that a deployment is about to deploy again. */
  Set<Integer> reused() {
    return Stream.concat(running().stream(), Stream.concat(waiting.stream(), starting.stream()))
        .map(id -> place(id).reuse())
        .filter(Objects::nonNull)
        .map(Reuse::revision)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  Place place(DeploymentId id) {
    return Objects.requireNonNull(places.get(id), id::value);
  }

  boolean full() {
    return waiting.size() + starting.size() >= MAX_WAITING;
  }

  boolean empty() {
    return running == null && waiting.isEmpty() && starting.isEmpty();
  }

  /** Whether nothing is running and nothing may start. */
  boolean idle(Instant now) {
    return running == null
        && starting.isEmpty()
        && waiting.stream().allMatch(id -> place(id).terms().tooEarly(now));
  }

  boolean knows(DeploymentId id) {
    return id.equals(running) || waiting.contains(id) || starting.contains(id);
  }

  boolean starts(DeploymentId id) {
    return starting.contains(id);
  }

  boolean waits(DeploymentId id) {
    return waiting.contains(id);
  }

  /** Everything that came before a request arriving now, and whose turn has not come. */
  List<Place> ahead() {
    return Stream.concat(waiting.stream(), starting.stream().sorted(byValue()))
        .map(this::place)
        .toList();
  }

  private static Comparator<DeploymentId> byValue() {
    return Comparator.comparing(DeploymentId::value);
  }

  /** A deployment is being started; it can't be given a turn before it exists. */
  void admitting(Place place) {
    starting.add(place.id());
    places.put(place.id(), place);
  }

  void enqueue(DeploymentId id, boolean first) {
    starting.remove(id);
    waiting.add(first ? 0 : waiting.size(), id);
    startedHere.add(id);
  }

  /** Queues a deployment that already exists but has no place. */
  void takeIn(Place place) {
    places.put(place.id(), place);
    waiting.add(place.id());
  }

  /** The running deployment, if it is the child of an earlier run. */
  Optional<DeploymentId> inherited() {
    return running().filter(id -> !startedHere.contains(id));
  }

  /** Promotes the first deployment that may start to running; false if none may. */
  boolean takeNext(Instant now) {
    Optional<DeploymentId> next =
        waiting.stream().filter(id -> !place(id).terms().tooEarly(now)).findFirst();
    next.ifPresent(waiting::remove);
    running = next.orElse(null);
    return next.isPresent();
  }

  /** Those whose window has closed while they waited. */
  List<Place> tooLate(Instant now) {
    return waiting.stream().map(this::place).filter(place -> place.terms().tooLate(now)).toList();
  }

  /** When the next window opens or closes; empty if none does. */
  Optional<Instant> nextMoment(Instant now) {
    return waiting.stream()
        .map(id -> place(id).terms())
        .flatMap(terms -> Stream.of(terms.notBefore(), terms.notAfter()))
        .filter(Objects::nonNull)
        .filter(moment -> moment.isAfter(now))
        .min(Instant::compareTo);
  }

  int ahead(DeploymentId id) {
    if (!waiting.contains(id)) {
      return 0;
    }
    return waiting.indexOf(id) + (running == null ? 0 : 1);
  }

  /** Forgets a deployment; returns whether it had been admitted. */
  boolean forget(DeploymentId id) {
    starting.remove(id);
    startedHere.remove(id);
    places.remove(id);
    boolean waited = waiting.remove(id);
    boolean ran = id.equals(running);
    if (ran) {
      running = null;
    }
    return waited || ran;
  }
}
