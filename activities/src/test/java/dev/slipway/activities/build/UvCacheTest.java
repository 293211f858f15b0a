package dev.slipway.activities.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.activities.process.ChildEnvironment;
import dev.slipway.activities.process.LineSink;
import dev.slipway.activities.process.ProcessRunner;
import dev.slipway.activities.tools.PythonInterpreters;
import dev.slipway.activities.tools.ToolSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a shell script in place of uv that notes its calls. */
class UvCacheTest {
  private static final long MOST = 100;

  @TempDir Path home;

  private Path work;
  private Path uv;

  @BeforeEach
  void installUv() throws IOException {
    work = Files.createDirectory(home.resolve("work"));
    uv = Files.writeString(home.resolve("uv"), "#!/bin/sh\necho \"$*\" >> \"$HOME/calls\"\n");
    Files.setPosixFilePermissions(uv, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void tooLarge_isEmptied_butNotLookedAtEachTime() throws Exception {
    UvCache cache = holding(work.resolve("uv"), MOST + 1);

    cache.makeRoom(home, LineSink.NONE);
    cache.makeRoom(home, LineSink.NONE);

    assertThat(calls()).containsExactly("cache clean");
  }

  @Test
  void smallOrNotTheWorkersOwn_isLeftAlone() throws Exception {
    holding(work.resolve("uv"), MOST).makeRoom(home, LineSink.NONE);
    holding(home.resolve("shared"), MOST + 1).makeRoom(home, LineSink.NONE);

    assertThat(calls()).isEmpty();
  }

  private UvCache holding(Path folder, long bytes) throws IOException {
    Files.createDirectories(folder.resolve("archive"));
    Files.write(folder.resolve("archive/wheel"), new byte[(int) bytes]);
    var settings = new ToolSettings("sam", uv.toString(), "no-python", work);
    var processes = new ProcessRunner(line -> line);
    var environment =
        new ChildEnvironment(
            Map.of(
                "PATH",
                "/usr/bin:/bin",
                "HOME",
                home.toString(),
                "UV_CACHE_DIR",
                folder.toString()));
    var tools =
        new BuildTools(
            settings,
            processes,
            environment,
            new PythonInterpreters(settings, processes, environment));
    return new UvCache(tools, MOST, Clock.systemUTC());
  }

  private List<String> calls() throws IOException {
    Path calls = home.resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }
}
