package dev.slipway.activities.drift;

import dev.slipway.workflows.drift.DriftFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What differs, and what could not be looked at. */
final class Findings {
  private static final String NOTHING = "none";

  private final List<DriftFinding> findings = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** Notes a difference; equal values are none. */
  void compare(String what, @Nullable Object expected, @Nullable Object actual) {
    if (!Objects.equals(expected, actual)) {
      add(what, text(expected), text(actual));
    }
  }

  void add(String what, String expected, String actual) {
    findings.add(new DriftFinding(what, expected, actual));
  }

  void note(String whatAndWhy) {
    notes.add(whatAndWhy);
  }

  List<DriftFinding> all() {
    return List.copyOf(findings);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  private static String text(@Nullable Object value) {
    return value == null ? NOTHING : value.toString();
  }
}
