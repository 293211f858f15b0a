package dev.slipway.activities.build;

import dev.slipway.activities.files.Directories;
import dev.slipway.activities.files.Fingerprint;
import dev.slipway.activities.files.Zip;
import dev.slipway.activities.process.LineSink;
import dev.slipway.workflows.model.PackageTerms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * The packages of a layer, each packed on its own. Those that this worker has packed before come
 * from its disk; the others are installed together, examined, compiled, packed and kept.
 */
final class LayerPackages {
  /** Part of a package's key: raise it when the way one is packed changes. */
  private static final String EDITION = "1";

  /** What Slipway adds to each layer, named as a package would be. */
  private static final String RUNTIME = "slipway-runtime";

  private final BuildTools tools;
  private final DependencyLock locks;
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
    this.locks = locks;
    this.store = store;
    this.runtime = runtime;
    this.limit = limit;
  }

  /**
   * Packs what is locked, and the runtime.
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
    var wanted = new ArrayList<>(LockedPackage.in(lock));
    wanted.add(new LockedPackage(RUNTIME, Fingerprint.of(runtime)));
    Path packed = Files.createDirectory(directory.resolve("packed"));
    var ready = new ArrayList<PackedPackage>();
    var missing = new ArrayList<LockedPackage>();
    String purpose = purpose(target);
    for (LockedPackage each : wanted) {
      store.copy(key(purpose, each), packed).ifPresentOrElse(ready::add, () -> missing.add(each));
    }
    log.line(
        "slipway",
        "%d of %d packages are ready from earlier builds".formatted(ready.size(), wanted.size()));
    if (!missing.isEmpty()) {
      var tree = new LayerTree(Files.createDirectory(directory.resolve("layer")), tools, log);
      install(tree, target, missing, directory);
      var installed = InstalledPackages.in(tree.packages());
      requireLoadable(target, installed, tree, terms, directory, log);
      requireRoom(functionBytes, ready, installed);
      log.line("slipway", "All native libraries load on %s; compiling".formatted(target.label()));
      tree.compile(target);
      log.line("slipway", "Packing");
      List<PackedPackage> made = pack(tree, installed, packed);
      keep(made, installed, missing, purpose);
      ready.addAll(made);
    }
    // In the same order, whichever was ready.
    ready.sort(Comparator.comparing(PackedPackage::label));
    return ready;
  }

  static PackedPackage.Sizes sizes(List<PackedPackage> packages) {
    return packages.stream()
        .map(PackedPackage::sizes)
        .reduce(PackedPackage.Sizes.NONE, PackedPackage.Sizes::plus);
  }

  /** What a package is packed for: whether it has compiled modules depends on this worker. */
  private String purpose(BuildTarget target) throws InterruptedException {
    boolean compiled = tools.interpreters().find(target.runtime()).isPresent();
    return target.label() + (compiled ? ", compiled" : "");
  }

  private static String key(String purpose, LockedPackage locked) {
    return new Fingerprint().add(EDITION).add(purpose).add(locked.pin()).hex();
  }

  private void install(
      LayerTree tree, BuildTarget target, List<LockedPackage> missing, Path directory)
      throws InterruptedException, IOException {
    var pins = missing.stream().filter(each -> !each.name().equals(RUNTIME)).toList();
    if (pins.isEmpty()) {
      Files.createDirectories(tree.packages());
    } else {
      Path lock = directory.resolve("requirements.txt");
      Files.writeString(lock, pins.stream().map(LockedPackage::pin).collect(Collectors.joining()));
      tree.install(target, lock);
    }
    if (pins.size() < missing.size()) {
      Directories.write(tree.packages(), runtime);
    }
  }

  private void requireLoadable(
      BuildTarget target,
      InstalledPackages packages,
      LayerTree tree,
      PackageTerms terms,
      Path directory,
      LineSink log)
      throws InterruptedException, IOException {
    var audit = new WheelAudit(target, packages);
    List<WheelAudit.Misfit> misfits = audit.misfits(tree.packages());
    if (!misfits.isEmpty()) {
      Path others = Files.createDirectories(directory.resolve("other-versions"));
      var resolver = locks.resolver(new Wanted(List.of(), List.of(), terms), others);
      var loadable = new LoadableVersion(target, resolver, tools, log);
      throw audit.failure(misfits, loadable.instead(misfits.getFirst().label(), others));
    }
  }

  /** Before the compilation, which takes a minute if they are that large. */
  private void requireRoom(
      long functionBytes, List<PackedPackage> ready, InstalledPackages installed)
      throws IOException {
    long plain = functionBytes + sizes(ready).plain();
    var sizes = new ArrayList<>(ready.stream().map(PackedPackage::size).toList());
    for (var files : installed.files().entrySet()) {
      long bytes = LayerTree.sizes(files.getValue()).plain();
      sizes.add(new InstalledPackages.Size(files.getKey(), bytes));
      plain += bytes;
    }
    if (limit.exceededBy(plain)) {
      throw limit.failure(plain, InstalledPackages.Size.largest(sizes.stream()));
    }
  }

  private List<PackedPackage> pack(LayerTree tree, InstalledPackages installed, Path packed)
      throws IOException {
    var made = new ArrayList<PackedPackage>();
    for (var files : installed.files().entrySet()) {
      Path zip = packed.resolve("new-%d.zip".formatted(made.size()));
      Zip.pack(tree.root(), files.getValue(), zip);
      made.add(new PackedPackage(files.getKey(), zip, LayerTree.sizes(files.getValue())));
    }
    return made;
  }

  /** What might lack a file in another layer is not kept. */
  private void keep(
      List<PackedPackage> made,
      InstalledPackages installed,
      List<LockedPackage> missing,
      String purpose) {
    boolean allAreClaimed =
        made.stream().allMatch(each -> isRuntime(each) || installed.has(each.label()));
    if (!allAreClaimed) {
      return; // A package's record does not name all of its files.
    }
    for (LockedPackage locked : missing) {
      made.stream()
          .filter(each -> each.name().equals(locked.name()))
          .filter(each -> !installed.overlaps(each.label()))
          .forEach(each -> store.keep(key(purpose, locked), each));
    }
    store.makeRoom();
  }

  private static boolean isRuntime(PackedPackage each) {
    return each.name().equals(RUNTIME);
  }
}
