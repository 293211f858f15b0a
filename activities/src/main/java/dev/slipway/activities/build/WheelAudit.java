package dev.slipway.activities.build;

import dev.slipway.api.PythonRuntime;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Proves that everything native in an installed tree can be loaded on Lambda.
 *
 * <p>Tags are what a wheel claims; the ELF headers are what the loader will read.
 */
final class WheelAudit {
  private static final Pattern LIBRARY = Pattern.compile(".+\\.so(\\.\\d+)*");
  private static final Pattern MANYLINUX = Pattern.compile("manylinux_2_(\\d+)_(\\w+)");
  private static final Pattern OLD_MANYLINUX =
      Pattern.compile("(?:manylinux\\w*?|linux)_(x86_64|aarch64)");

  private final BuildTarget target;
  private final InstalledPackages packages;

  WheelAudit(BuildTarget target, InstalledPackages packages) {
    this.target = target;
    this.packages = packages;
  }

  /**
   * Something that cannot be loaded.
   *
   * @param label the package and its version
   * @param glibcMinor the glibc it needs; 0 when that is not the problem
   */
  record Misfit(String label, String sentence, int glibcMinor) {}

  /** Everything that does not fit. */
  List<Misfit> misfits(Path root) throws IOException {
    var misfits = new ArrayList<Misfit>();
    for (Path info : packages.infos()) {
      tagMisfit(info).ifPresent(misfits::add);
    }
    for (Path file : libraries(root)) {
      Optional<ElfLibrary> library = ElfLibrary.read(file);
      if (library.isPresent()) {
        misfit(file, library.get()).ifPresent(misfits::add);
      }
    }
    return misfits;
  }

  /**
   * WheelIncompatible, every misfit as evidence, with the version that would work if one is known.
   */
  RuntimeException failure(List<Misfit> misfits, Optional<WorkingVersion.Found> works) {
    var evidence = new ArrayList<String>();
    works.ifPresent(found -> evidence.add("works: " + found.pinned()));
    misfits.forEach(misfit -> evidence.add(misfit.sentence()));
    Failure failure =
        Failure.of(
            FailureType.WHEEL_INCOMPATIBLE,
            "A package cannot be loaded by %s: %s"
                .formatted(target.label(), misfits.getFirst().sentence()),
            evidence);
    int glibc = misfits.stream().mapToInt(Misfit::glibcMinor).max().orElse(0);
    if (works.isPresent()) {
      return failure.withNextAction(works.get().sentence(target)).toException();
    }
    return PythonRuntime.known().stream()
        .filter(runtime -> glibc > target.runtime().glibc().minor())
        .filter(runtime -> runtime.glibc().minor() >= glibc)
        .findFirst()
        .map(
            runtime ->
                failure.withNextAction(
                    "Choose an older version of the package, or runtime %s, which has glibc 2.%d."
                        .formatted(runtime.wireName(), runtime.glibc().minor())))
        .orElse(failure)
        .toException();
  }

  private Optional<Misfit> misfit(Path file, ElfLibrary library) {
    String owner = packages.ownerOf(file);
    String what = "%s (%s)".formatted(owner, file.getFileName());
    if (library.machine().filter(target.architecture()::equals).isEmpty()) {
      return Optional.of(
          new Misfit(
              owner,
              "%s is not built for %s".formatted(what, target.architecture().wireName()),
              0));
    }
    int has = target.runtime().glibc().minor();
    return library.glibcMinor() > has
        ? Optional.of(
            new Misfit(
                owner,
                "%s needs glibc 2.%d (available: 2.%d)".formatted(what, library.glibcMinor(), has),
                library.glibcMinor()))
        : Optional.empty();
  }

  private Optional<Misfit> tagMisfit(Path info) throws IOException {
    Path wheel = info.resolve("WHEEL");
    if (!Files.exists(wheel)) {
      return Optional.empty();
    }
    List<String> tags =
        Files.readAllLines(wheel).stream()
            .filter(line -> line.startsWith("Tag:"))
            .map(line -> line.substring("Tag:".length()).strip())
            .toList();
    return tags.isEmpty() || tags.stream().anyMatch(this::fits)
        ? Optional.empty()
        : Optional.of(misfit(InstalledPackages.label(info), tags));
  }

  private static Misfit misfit(String label, List<String> tags) {
    return new Misfit(label, "%s is a wheel for %s".formatted(label, tags), 0);
  }

  /** A tag is python-abi-platform; uv has taken care of the first two. */
  private boolean fits(String tag) {
    String platform = tag.substring(tag.lastIndexOf('-') + 1);
    return Arrays.stream(platform.split("\\.")).anyMatch(this::platformFits);
  }

  private boolean platformFits(String platform) {
    if (platform.equals("any")) {
      return true;
    }
    Matcher versioned = MANYLINUX.matcher(platform);
    if (versioned.matches()) {
      return Integer.parseInt(versioned.group(1)) <= target.runtime().glibc().minor()
          && versioned.group(2).equals(target.architecture().wheelName());
    }
    Matcher old = OLD_MANYLINUX.matcher(platform);
    return old.matches() && old.group(1).equals(target.architecture().wheelName());
  }

  private static List<Path> libraries(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> LIBRARY.matcher(file.getFileName().toString()).matches())
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }
}
