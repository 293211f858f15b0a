package dev.slipway.activities.build;

import dev.slipway.activities.files.Directories;
import dev.slipway.activities.files.Zip;
import dev.slipway.activities.process.LineSink;
import dev.slipway.workflows.model.PackageTerms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Installs packages together, examines and compiles them, and packs each on its own. */
final class PackageMaker {
  private static final String RUNTIME = "slipway_runtime";

  private final BuildTools tools;
  private final DependencyLock locks;

  PackageMaker(BuildTools tools, DependencyLock locks) {
    this.tools = tools;
    this.locks = locks;
  }

  /** Fails if packages of these sizes, without compiled modules, are too large. */
  @FunctionalInterface
  interface Room {
    void require(List<InstalledPackages.Size> installed);
  }

  /**
   * Packages that were made together.
   *
   * @param all every file of them
   * @param whole those that can be part of another layer
   */
  record Made(List<PackedPackage> all, List<PackedPackage> whole) {
    /** What was made of it, if that can be part of another layer. */
    Optional<PackedPackage> of(LockedPackage locked) {
      List<PackedPackage> same = whole.stream().filter(each -> locked.pins(each.label())).toList();
      return same.size() == 1 ? Optional.of(same.getFirst()) : Optional.empty();
    }
  }

  /**
   * Makes packages.
   *
   * @param terms which ones may be proposed in place of one that does not load
   * @param directory an empty one
   */
  Made packages(
      BuildTarget target,
      List<LockedPackage> wanted,
      PackageTerms terms,
      Room room,
      Path directory,
      LineSink log)
      throws InterruptedException, IOException {
    Path lock = directory.resolve("requirements.txt");
    Files.writeString(lock, wanted.stream().map(LockedPackage::pin).collect(Collectors.joining()));
    var tree = new LayerTree(Files.createDirectory(directory.resolve("layer")), tools, log);
    tree.install(target, lock);
    var installed = InstalledPackages.in(tree.packages());
    requireLoadable(target, installed, tree, terms, directory, log);
    room.require(sizes(installed));
    log.line("slipway", "All native libraries load on %s; compiling".formatted(target.label()));
    boolean compiled = tree.compile(target);
    log.line("slipway", "Packing");
    List<PackedPackage> all = pack(tree, installed, directory);
    return new Made(all, compiled ? whole(all, installed) : List.of());
  }

  /** What Slipway adds to each layer: from a folder of its own, whatever packages contain. */
  PackedPackage runtime(
      BuildTarget target, SortedMap<String, byte[]> files, Path directory, LineSink log)
      throws InterruptedException, IOException {
    var tree = new LayerTree(Files.createDirectory(directory.resolve("layer")), tools, log);
    Directories.write(Files.createDirectory(tree.packages()), files);
    tree.compile(target);
    return pack(RUNTIME, tree, tree.files(), directory.resolve("runtime.zip"));
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
      Path others = Files.createDirectory(directory.resolve("other-versions"));
      var resolver = locks.resolver(new Wanted(List.of(), List.of(), terms), others);
      var loadable = new LoadableVersion(target, resolver, tools, log);
      throw audit.failure(misfits, loadable.instead(misfits.getFirst().label(), others));
    }
  }

  private static List<InstalledPackages.Size> sizes(InstalledPackages installed)
      throws IOException {
    var sizes = new ArrayList<InstalledPackages.Size>();
    for (var files : installed.files().entrySet()) {
      long bytes = LayerTree.sizes(files.getValue()).plain();
      sizes.add(new InstalledPackages.Size(files.getKey(), bytes));
    }
    return sizes;
  }

  private static List<PackedPackage> pack(
      LayerTree tree, InstalledPackages installed, Path directory)
      throws InterruptedException, IOException {
    var tasks = new ArrayList<Callable<PackedPackage>>();
    for (var files : installed.files().entrySet()) {
      Path zip = directory.resolve("package-%d.zip".formatted(tasks.size()));
      tasks.add(() -> pack(files.getKey(), tree, files.getValue(), zip));
    }
    return BackgroundTask.all(tasks);
  }

  private static PackedPackage pack(String label, LayerTree tree, List<Path> files, Path zip)
      throws IOException {
    Zip.pack(tree.root(), files, zip);
    return new PackedPackage(label, zip, LayerTree.sizes(files));
  }

  /** None if there are files that no package's record names: whose they are is not known. */
  private static List<PackedPackage> whole(List<PackedPackage> all, InstalledPackages installed) {
    if (!all.stream().allMatch(each -> installed.has(each.label()))) {
      return List.of();
    }
    return all.stream().filter(each -> !installed.overlaps(each.label())).toList();
  }
}
