package dev.slipway.project;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads a folder on disk: everything but what its ignore files name, what tools leave behind, and
 * secrets.
 */
public final class ProjectFolder {
  /** The later one decides, so it may bring back what Git does not keep. */
  private static final List<String> IGNORE_FILES = List.of(".gitignore", ".slipwayignore");

  private static final Set<String> TOOL_FOLDERS =
      Set.of(".mypy_cache", ".pytest_cache", ".ruff_cache", ".tox", ".nox", ".aws-sam", ".slipway");

  private final Path root;
  private final TreeMap<String, byte[]> files = new TreeMap<>();
  private final Refusals refusals = new Refusals();
  private long bytes;

  private ProjectFolder(Path root) {
    this.root = root;
  }

  /**
   * The files of the folder.
   *
   * @throws ProjectRefused if it is more than an agent's folder may be
   */
  public static Project read(Path folder) throws IOException, ProjectRefused {
    var reading = new ProjectFolder(folder.toRealPath());
    reading.walk(reading.root, "", reading.rulesOfTheRepository());
    reading.refusals.throwIfAny();
    reading.requirePython();
    reading.refusals.throwIfAny();
    return new Project(reading.files);
  }

  /**
   * Git applies the rules of the folders above as well, up to the repository's own. Those that
   * leave out the folder itself are not meant: the caller has named it.
   */
  private IgnoreRules rulesOfTheRepository() throws IOException {
    List<Path> above = new ArrayList<>();
    for (Path folder = root; !Files.exists(folder.resolve(".git")); ) {
      folder = folder.getParent();
      if (folder == null) {
        return IgnoreRules.NONE;
      }
      above.addFirst(folder);
    }
    IgnoreRules rules = IgnoreRules.NONE;
    for (Path folder : above) {
      Path file = folder.resolve(IGNORE_FILES.getFirst());
      String below = folder.relativize(root).toString().replace(File.separatorChar, '/');
      Optional<String> text = lenient(file);
      if (text.isPresent()) {
        rules = rules.andOfAbove(below, text.get());
      }
    }
    return rules;
  }

  /** What is not the caller's folder must not stop it, whatever its encoding and rights are. */
  private static Optional<String> lenient(Path file) {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private void walk(Path folder, String name, IgnoreRules above)
      throws IOException, ProjectRefused {
    IgnoreRules rules = above;
    for (String file : IGNORE_FILES) {
      Path place = folder.resolve(file);
      if (Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)) {
        rules = rules.and(name, Files.readString(place));
      }
    }
    List<Path> inside;
    try (Stream<Path> listed = Files.list(folder)) {
      inside = listed.sorted().toList();
    }
    for (Path entry : inside) {
      String own = String.valueOf(entry.getFileName());
      String path = name.isEmpty() ? own : name + "/" + own;
      if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        if (!isLeftOut(entry, own) && !rules.ignores(path, true)) {
          walk(entry, path, rules);
        }
      } else if (!isLeftOut(path) && !rules.ignores(path, false)) {
        take(entry, path);
      }
    }
  }

  private static boolean isLeftOut(Path folder, String name) {
    return name.equals(".git")
        || name.equals("__pycache__")
        || TOOL_FOLDERS.contains(name)
        || Files.exists(folder.resolve("pyvenv.cfg"));
  }

  /** Its ignore rules are for the one who packs it; secrets belong nowhere else. */
  private static boolean isLeftOut(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return PathRules.isLeftOut(path)
        || PathRules.isSecret(name)
        || name.equals(".git")
        || IGNORE_FILES.contains(name);
  }

  private void take(Path entry, String path) throws IOException, ProjectRefused {
    Optional<Refusal> refusal = PathRules.refusal(path);
    Optional<Path> real = real(entry);
    if (refusal.isPresent()) {
      refusals.add(refusal.get());
    } else if (real.isEmpty() || !real.get().startsWith(root) || !Files.isRegularFile(real.get())) {
      refusals.add(
          new Refusal(
              "link",
              path,
              path + ": neither a file of the folder nor a link to one (expected: plain files)",
              "leave it out with a line in .slipwayignore"));
    } else {
      read(real.get(), path);
    }
  }

  /** Empty for a link that leads nowhere, such as an editor's lock. */
  private static Optional<Path> real(Path entry) throws IOException {
    try {
      return Optional.of(entry.toRealPath());
    } catch (NoSuchFileException | FileSystemLoopException e) {
      return Optional.empty();
    } catch (FileSystemException e) {
      if (Files.isSymbolicLink(entry)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void read(Path file, String path) throws IOException, ProjectRefused {
    long size = Files.size(file);
    int most = path.endsWith(".py") ? ProjectLimits.PYTHON_BYTES : ProjectLimits.FILE_BYTES;
    bytes += size;
    if (size > most) {
      refusals.add(
          new Refusal(
              "file_too_large",
              path,
              "%s: %,d bytes (expected: at most %,d)".formatted(path, size, most),
              "leave it out with a line in .slipwayignore, or read it from S3"));
      return;
    }
    if (bytes > ProjectLimits.BYTES) {
      throw new ProjectRefused(List.of(Refusals.tooLarge("folder", bytes)));
    }
    if (files.size() == ProjectLimits.FILES) {
      throw new ProjectRefused(List.of(Refusals.tooMany("folder", ProjectLimits.FILES + 1)));
    }
    files.put(path, Files.readAllBytes(file));
  }

  private void requirePython() {
    if (files.keySet().stream().noneMatch(path -> path.endsWith(".py"))) {
      refusals.add(Refusals.noPython("folder"));
    }
  }
}
