package dev.slipway.project;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that all of it is said at once. */
final class Refusals {
  private final List<Refusal> all = new ArrayList<>();

  void add(Refusal refusal) {
    if (all.size() < ProjectLimits.REFUSALS) {
      all.add(refusal);
    }
  }

  /** Something about one file: what it is, and what was expected. */
  void add(String code, String path, String what) {
    add(new Refusal(code, path, path + ": " + what, null));
  }

  void throwIfAny() throws ProjectRefused {
    if (!all.isEmpty()) {
      throw new ProjectRefused(all);
    }
  }

  static Refusal tooMany(String what, int count) {
    return new Refusal(
        "too_many_files",
        null,
        "%s: %,d files (expected: at most %,d)".formatted(what, count, ProjectLimits.FILES),
        "leave out what the agent does not read; dependencies are installed by the build");
  }

  static Refusal tooLarge(String what, long total) {
    return new Refusal(
        "too_large",
        null,
        "%s: %,d bytes unpacked (expected: at most %,d)"
            .formatted(what, total, ProjectLimits.BYTES),
        "leave out what the agent does not read, or read it from S3");
  }

  static Refusal noPython(String what) {
    return new Refusal(
        "no_python", null, what + ": no Python file (expected: the folder of an agent)", null);
  }
}
