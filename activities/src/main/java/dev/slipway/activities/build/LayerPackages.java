package dev.slipway.activities.build;

import dev.slipway.activities.files.Fingerprint;
import dev.slipway.activities.process.LineSink;
import dev.slipway.workflows.model.PackageTerms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The packages of a layer, each packed on its own. Those that this worker has packed before come
 * from its disk; the others are made together and kept.
 */
final class LayerPackages {
  /**
   * Part of a package's key, and of a layer's: raise it when the way one is examined, compiled or
   * packed changes.
   */
  static final String EDITION = "1";

  private final BuildTools tools;
  private final PackageMaker maker;
  private final PackageStore store;
  private final SortedMap<String, byte[]> runtime;
  private final PackageLimit limit;

  /**
   * Packs packages.
   *
   * @param runtime the files that go next to them, by path
   * @param limit what a package with the layer must not exceed
   */
  LayerPackages(
      BuildTools tools,
      DependencyLock locks,
      PackageStore store,
      SortedMap<String, byte[]> runtime,
      PackageLimit limit) {
    this.tools = tools;
    this.maker = new PackageMaker(tools, locks);
    this.store = store;
    this.runtime = runtime;
    this.limit = limit;
  }

  /**
   * Packs the runtime, which comes first, and what is locked.
   *
   * @param terms which packages may be proposed in place of one that does not load
   * @param functionBytes the size of the function itself, which counts towards the same limit
   */
  List<PackedPackage> of(
      BuildTarget target,
      String lock,
      PackageTerms terms,
      long functionBytes,
      Path directory,
      LineSink log)
      throws InterruptedException, IOException {
    var build = new Build(target, terms, functionBytes, purpose(target), directory, log);
    List<LockedPackage> wanted = LockedPackage.in(lock);
    List<PackedPackage> packed = build.packages(wanted, true);
    if (LayerZip.hasTwoOfAName(packed)) {
      // Which one of the files stays is for uv to decide, as if no package were ready.
      log.line("slipway", "Packages have files of the same name; installing all of them together");
      packed = build.packages(wanted, false);
    }
    packed.addFirst(build.runtime());
    store.makeRoom();
    return packed;
  }

  /** Whether what this worker packs for that target has compiled modules. */
  boolean areCompiled(BuildTarget target) throws InterruptedException {
    return tools.interpreters().find(target.runtime()).isPresent();
  }

  /** What a package is packed for. */
  private String purpose(BuildTarget target) throws InterruptedException {
    return target.label() + (areCompiled(target) ? ", compiled" : "");
  }

  /** The packages of one layer. */
  private final class Build {
    private final BuildTarget target;
    private final PackageTerms terms;
    private final long functionBytes;
    private final String purpose;
    private final Path directory;
    private final LineSink log;

    Build(
        BuildTarget target,
        PackageTerms terms,
        long functionBytes,
        String purpose,
        Path directory,
        LineSink log) {
      this.target = target;
      this.terms = terms;
      this.functionBytes = functionBytes;
      this.purpose = purpose;
      this.directory = directory;
      this.log = log;
    }

    private PackedPackage runtime() throws InterruptedException, IOException {
      String key = key("runtime", Fingerprint.of(runtime));
      Optional<PackedPackage> ready = store.copy(key, folder());
      if (ready.isPresent()) {
        return ready.get();
      }
      PackedPackage made = maker.runtime(target, runtime, folder(), log);
      store.keep(key, made);
      return made;
    }

    private List<PackedPackage> packages(List<LockedPackage> wanted, boolean fromDisk)
        throws InterruptedException, IOException {
      var packed = new ArrayList<PackedPackage>();
      var missing = new ArrayList<LockedPackage>();
      Path copies = folder();
      for (LockedPackage each : wanted) {
        (fromDisk ? store.copy(key(each), copies) : Optional.<PackedPackage>empty())
            .ifPresentOrElse(packed::add, () -> missing.add(each));
      }
      log.line(
          "slipway",
          "%d of %d packages are ready from earlier builds"
              .formatted(packed.size(), wanted.size()));
      if (!missing.isEmpty()) {
        var made = maker.packages(target, missing, terms, room(packed), folder(), log);
        for (LockedPackage each : missing) {
          made.of(each).ifPresent(one -> store.keep(key(each), one));
        }
        packed.addAll(made.all());
      }
      // In the same order, whichever was ready.
      packed.sort(Comparator.comparing(PackedPackage::label));
      return packed;
    }

    /** Before a compilation that takes a minute if packages are too large. */
    private PackageMaker.Room room(List<PackedPackage> ready) {
      return installed -> {
        var all = new ArrayList<>(ready.stream().map(each -> each.size(false)).toList());
        all.addAll(installed);
        long bytes = functionBytes + all.stream().mapToLong(InstalledPackages.Size::bytes).sum();
        if (limit.exceededBy(bytes)) {
          throw limit.failure(bytes, InstalledPackages.Size.largest(all.stream()));
        }
      };
    }

    private Path folder() throws IOException {
      return Files.createTempDirectory(directory, "packages-");
    }

    private String key(LockedPackage locked) {
      return key("package", locked.pin());
    }

    private String key(String kind, String content) {
      return new Fingerprint().add(EDITION).add(purpose).add(kind).add(content).hex();
    }
  }
}
