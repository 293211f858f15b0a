package dev.slipway.workflows.scenarios.model;

import dev.slipway.api.OnFailure;
import dev.slipway.api.Status;
import dev.slipway.workflows.failure.FailureType;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One deployment or destroy as far as it has got. */
final class DeploymentModel {
  static final String NO_KEY = "none";

  enum Kind {
    BUILD,
    ROLLBACK,
    REDEPLOY,
    DESTROY
  }

  /** A plan for a person to approve: from which stack to which. */
  record Plan(@Nullable StackModel from, Recipe to, String key) {}

  final String id;
  final Kind kind;
  final int revision;

  final @Nullable Instant opens;
  final @Nullable Instant closes;

  Request request;
  String key;
  @Nullable Obstacle obstacle;
  @Nullable Hold hold;
  Status status = Status.QUEUED;
  @Nullable FailureType failure;

  /** When it stops waiting for its turn or for a person. */
  Instant patience = Instant.MAX;

  int number;
  @Nullable RevisionModel source;
  boolean looked;
  boolean existedBefore;
  @Nullable StackModel before;
  @Nullable StackModel servedBefore;
  boolean stackArmed;
  @Nullable Plan shown;
  @Nullable Plan approved;

  /** A change was made that no one had to approve. */
  boolean changedUnseen;

  /** Where it is paused, and why it is to be recalled once it continues. */
  boolean held;

  @Nullable FailureType recalled;

  DeploymentModel(
      String id,
      Kind kind,
      int revision,
      Request request,
      @Nullable Instant opens,
      @Nullable Instant closes) {
    this.id = id;
    this.kind = kind;
    this.revision = revision;
    this.request = request;
    this.key = kind == Kind.BUILD && request.keyed() ? id : NO_KEY;
    this.obstacle = request.obstacle();
    this.opens = opens;
    this.closes = closes;
  }

  static DeploymentModel build(String id, Request request, Instant now) {
    return new DeploymentModel(
        id,
        Kind.BUILD,
        0,
        request,
        in(now, request.opensInHours()),
        in(now, request.closesInHours()));
  }

  private static @Nullable Instant in(Instant now, int hours) {
    return hours == 0 ? null : now.plus(Duration.ofHours(hours));
  }

  /** Whether what it made stays if it fails. */
  boolean keeps() {
    return request.onFailure() == OnFailure.KEEP && !request.planOnly();
  }

  boolean destroys() {
    return kind == Kind.DESTROY;
  }

  boolean reuses() {
    return kind == Kind.ROLLBACK || kind == Kind.REDEPLOY;
  }

  boolean tooEarly(Instant now) {
    return opens != null && now.isBefore(opens);
  }

  /** The time before a window does not count as waiting. */
  Duration untilWindow(Instant now) {
    Instant counted = closes == null ? opens : closes;
    return counted == null ? Duration.ZERO : Duration.between(now, counted);
  }

  /** Continues after a retry. */
  void patch(Patch patch) {
    patience = Instant.MAX;
    request = request.with(patch.applyTo(request.recipe()));
  }

  void end(Status as, @Nullable FailureType of) {
    status = as;
    failure = of;
    patience = Instant.MAX;
  }

  Ending ending() {
    return new Ending(status, failure);
  }
}
