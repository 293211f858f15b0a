package dev.slipway.activities.build;

import java.nio.file.Path;
import java.util.List;

/**
 * A package as it goes into layers, packed: its files and their compiled modules.
 *
 * @param label its name and version, or else the folder of files that belong to none
 */
record PackedPackage(String label, Path zip, Sizes sizes) {
  /**
   * Unzipped.
   *
   * @param plain of everything but compiled modules, in bytes
   * @param compiled of compiled modules; 0 if there are none
   */
  record Sizes(long plain, long compiled) {
    static final Sizes NONE = new Sizes(0, 0);

    Sizes plus(Sizes other) {
      return new Sizes(plain + other.plain, compiled + other.compiled);
    }

    long all() {
      return plain + compiled;
    }
  }

  static Sizes sum(List<PackedPackage> packages) {
    return packages.stream().map(PackedPackage::sizes).reduce(Sizes.NONE, Sizes::plus);
  }

  InstalledPackages.Size size(boolean compiled) {
    return new InstalledPackages.Size(label, compiled ? sizes.all() : sizes.plain());
  }
}
