package dev.slipway.activities.live;

import dev.slipway.workflows.drift.DriftFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What differs, and what could not be checked. */
public final class Findings {
  private static final String NOTHING = "none";

  private final List<DriftFinding> findings = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** Notes a difference, unless the values are equal. */
  public void compare(String what, @Nullable Object expected, @Nullable Object actual) {
    if (!Objects.equals(expected, actual)) {
      add(what, text(expected), text(actual));
    }
  }

  public void add(String what, String expected, String actual) {
    findings.add(new DriftFinding(what, expected, actual));
  }

  public void note(String whatAndWhy) {
    notes.add(whatAndWhy);
  }

  public List<DriftFinding> all() {
    return List.copyOf(findings);
  }

  public List<String> notes() {
    return List.copyOf(notes);
  }

  private static String text(@Nullable Object value) {
    return value == null ? NOTHING : value.toString();
  }
}
