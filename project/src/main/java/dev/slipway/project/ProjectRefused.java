package dev.slipway.project;

import java.util.List;
import java.util.stream.Collectors;

/** An archive that is not deployed, with everything that is wrong with it. */
public final class ProjectRefused extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Refusal> refusals;

  ProjectRefused(List<Refusal> refusals) {
    super(refusals.stream().map(Refusal::message).collect(Collectors.joining("; ")));
    this.refusals = List.copyOf(refusals);
  }

  public List<Refusal> refusals() {
    return refusals;
  }
}
