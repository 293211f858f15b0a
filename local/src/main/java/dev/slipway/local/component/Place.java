package dev.slipway.local.component;

import dev.slipway.local.process.LogFile;
import java.nio.file.Path;

/**
 * Where children live.
 *
 * @param home the folder that holds their records, logs and state; absolute
 * @param python the interpreter that gives each of them its own session
 */
public record Place(Path home, Path python) {
  public LogFile log(String name) {
    return new LogFile(home.resolve("logs").resolve(name + ".log"));
  }

  public RecordFile recordOf(String name) {
    return new RecordFile(home.resolve("run").resolve(name + ".json"));
  }

  /** What all processes of this child carry in their environment. */
  String mark(String name) {
    return name + "@" + home;
  }
}
