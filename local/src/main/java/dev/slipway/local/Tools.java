package dev.slipway.local;

import java.io.IOException;
import java.nio.file.Path;

/** The executables the local stack and its steps run; absolute paths. */
record Tools(Path temporal, Path ministack, Path sam, Path uv, Path python) {
  /** The interpreter that MiniStack is installed for: it is next to its command. */
  Path pythonOfMinistack() {
    try {
      return ministack.toRealPath().resolveSibling("python");
    } catch (IOException notInstalled) {
      return ministack.resolveSibling("python");
    }
  }
}
