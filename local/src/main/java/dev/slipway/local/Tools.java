package dev.slipway.local;

import java.nio.file.Path;

/** The executables the local stack and its steps run; absolute paths. */
record Tools(Path temporal, Path ministack, Path sam, Path uv, Path python) {}
