package dev.slipway.workflows.steps;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.slipway.api.Fallback;
import dev.slipway.api.WireName;
import dev.slipway.api.WireNames;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The six steps of a deployment, in order, with the activities that do them. */
public enum Step implements WireName {
  PREFLIGHT("preflight", "Checking tools, identity and stack", "preflight"),
  INJECT("inject", "Checking the code and freezing the source bundle", "inject"),
  SAM_BUILD("samBuild", "Locking dependencies, building and packaging", "samBuild"),
  SAM_DEPLOY(
      "samDeploy",
      "Planning and executing the change set",
      "reuseRevision",
      "planChange",
      "samDeploy"),
  FETCH_OUTPUTS("fetchOutputs", "Reading the stack's outputs", "fetchOutputs"),
  SMOKE_TEST("smokeTest", "Calling the deployed agent", "smokeTest", "goLive"),
  /** A step that only a newer version knows. */
  @Fallback
  UNKNOWN("unknown", "In progress");

  private static final Set<String> ON_THE_WAY = Set.of("reuseRevision", "planChange");

  private final String wireName;
  private final String summary;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<String> activities;

  Step(String wireName, String summary, String... activities) {
    this.wireName = wireName;
    this.summary = summary;
    this.activities = List.of(activities);
  }

  @Override
  @JsonValue
  public String wireName() {
    return wireName;
  }

  /** What the step is doing while it runs, for people. */
  public String summary() {
    return summary;
  }

  /** The step's activity types, in order. */
  public List<String> activities() {
    return activities;
  }

  @JsonCreator
  public static Step of(String name) {
    return WireNames.find("step", values(), name);
  }

  /** Whether a step has done its work with that activity; one that follows takes it up again. */
  public static boolean isDoneBy(String activityType) {
    return !ON_THE_WAY.contains(activityType);
  }

  /** Those of this version, in order. */
  public static List<Step> known() {
    return Arrays.stream(values()).filter(step -> step != UNKNOWN).toList();
  }

  /** The step an activity type belongs to; empty for compensation and the like. */
  public static Optional<Step> ofActivity(String activityType) {
    return Arrays.stream(values())
        .filter(step -> step.activities.contains(activityType))
        .findFirst();
  }
}
