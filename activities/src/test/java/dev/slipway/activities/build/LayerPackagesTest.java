package dev.slipway.activities.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.activities.files.Directories;
import dev.slipway.activities.files.FakeArtifacts;
import dev.slipway.activities.files.Zip;
import dev.slipway.activities.process.ChildEnvironment;
import dev.slipway.activities.process.LineSink;
import dev.slipway.activities.process.ProcessRunner;
import dev.slipway.activities.tools.PythonInterpreters;
import dev.slipway.activities.tools.ToolSettings;
import dev.slipway.api.Architecture;
import dev.slipway.api.PythonRuntime;
import dev.slipway.storage.artifacts.Sha256;
import dev.slipway.workflows.model.PackageTerms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a shell script in place of uv that notes what it installs. */
class LayerPackagesTest {
  private static final BuildTarget TARGET =
      new BuildTarget(PythonRuntime.PYTHON_3_14, Architecture.ARM64);

  /** Each package has a module; what {@code extra} names has a file that its record lacks. */
  private static final String UV =
      """
      #!/bin/sh
      [ "$2" = install ] || exit 1
      for lock; do :; done
      mkdir -p python && cd python
      while read -r line; do
        name="${line%%=*}"
        echo "$name" >> "$HOME/installed"
        case "$name" in careless-*) info="$name-1.0.dist-info" ;; *) info="$(echo "$name" | tr - _)-1.0.dist-info" ;; esac
        mkdir -p "$name" shared "$info"
        echo "'$name'" > "$name/__init__.py"
        printf '"%s/a,b.txt",,\\n%s/__init__.py,,\\n%s/RECORD,,\\n' "$name" "$name" "$info" > "$info/RECORD"
        echo data > "$name/a,b.txt"
        case "$name" in twin*) echo "$name" > shared/same.py && echo "shared/same.py,," >> "$info/RECORD" ;; esac
        case "$name" in impostor) mkdir -p slipway_runtime && echo bad > slipway_runtime/entry.py && echo "slipway_runtime/entry.py,," >> "$info/RECORD" ;; esac
        case "$name" in untold*) echo more > shared/more.py ;; esac
      done < "$lock"
      rmdir shared 2>/dev/null || true
      """;

  @TempDir Path home;

  private final TreeMap<String, byte[]> runtime =
      new TreeMap<>(Map.of("slipway_runtime/entry.py", "y = 2".getBytes(UTF_8)));

  @BeforeEach
  void installUv() throws IOException {
    Path uv = Files.writeString(home.resolve("uv"), UV);
    Files.setPosixFilePermissions(uv, PosixFilePermissions.fromString("rwx------"));
  }

  /** The layer's files, the hash of its zip, and how many bytes it is said to have unzipped. */
  private record Made(SortedMap<String, byte[]> files, String sha256, long bytes) {
    Stream<String> names() {
      return files.keySet().stream();
    }
  }

  private Made layer(String... names) throws Exception {
    var settings = new ToolSettings("sam", home.resolve("uv").toString(), "no-python", home);
    var processes = new ProcessRunner(line -> line);
    var environment =
        new ChildEnvironment(Map.of("PATH", "/usr/bin:/bin", "HOME", home.toString()));
    var pythons = new PythonInterpreters(settings, processes, environment);
    var tools = new BuildTools(settings, processes, environment, pythons);
    var locks = Workbench.locks(new FakeArtifacts(), tools, home);
    var store = new PackageStore(home.resolve("packages"), 1_000_000, Clock.systemUTC());
    String lock = String.join("", Arrays.stream(names).map("%s==1.0\n"::formatted).toList());
    Path scratch = Files.createTempDirectory(home, "scratch");

    List<PackedPackage> packed =
        new LayerPackages(tools, locks, store, runtime, PackageLimit.LAMBDA)
            .of(TARGET, lock, PackageTerms.NONE, 0, scratch, LineSink.NONE);

    Path zip = scratch.resolve("layer.zip");
    LayerZip.write(packed, true, zip);
    return new Made(
        Zip.files(Files.readAllBytes(zip), 100_000),
        Sha256.of(zip),
        PackedPackage.sum(packed).all());
  }

  private List<String> installed() throws IOException {
    return Files.readAllLines(home.resolve("installed"));
  }

  @Test
  void packageThatIsReady_isNotInstalledAgain_andTheLayerIsTheSame() throws Exception {
    layer("a", "b");

    Made mixed = layer("a", "c");

    assertThat(installed()).containsExactly("a", "b", "c");
    assertThat(mixed.names())
        .contains("python/a/__init__.py", "python/a/a,b.txt", "python/c/__init__.py")
        .contains("python/slipway_runtime/entry.py")
        .noneMatch(name -> name.contains("/b/"));
    Directories.delete(home.resolve("packages"));
    assertThat(layer("a", "c").sha256()).isEqualTo(mixed.sha256());
  }

  @Test
  void layerOfReadyPackages_needsNoUv() throws Exception {
    String first = layer("a").sha256();
    Files.writeString(home.resolve("uv"), "#!/bin/sh\nexit 1\n");

    assertThat(layer("a").sha256()).isEqualTo(first);
  }

  @Test
  void anotherRuntime_goesNextToReadyPackages() throws Exception {
    layer("a");
    runtime.put("slipway_runtime/entry.py", "y = 3".getBytes(UTF_8));

    assertThat(layer("a").files())
        .containsEntry("python/slipway_runtime/entry.py", "y = 3".getBytes(UTF_8));
    assertThat(installed()).containsExactly("a");
  }

  @Test
  void packagesWithAFileInCommon_areInstalledTogetherEachTime() throws Exception {
    layer("a", "twin-one");
    layer("a", "twin-two");
    Made both = layer("a", "twin-one", "twin-two");
    layer("a", "twin-one", "twin-two");

    assertThat(installed())
        .containsExactly(
            "a", "twin-one", "twin-two", "a", "twin-one", "twin-two", "a", "twin-one", "twin-two");
    assertThat(both.files()).containsEntry("python/shared/same.py", "twin-two\n".getBytes(UTF_8));
    assertThat(both.bytes())
        .isEqualTo(both.files().values().stream().mapToLong(content -> content.length).sum());
  }

  @Test
  void carelesslyNamedPackage_isNotTakenForAnother() throws Exception {
    layer("careless", "careless-too");

    assertThat(layer("careless").names())
        .contains("python/careless/__init__.py")
        .doesNotContain("python/careless-too/__init__.py");
  }

  @Test
  void packageWithFilesOfTheRuntime_changesThemNowhere() throws Exception {
    byte[] ours = "y = 2".getBytes(UTF_8);

    assertThat(layer("impostor").files()).containsEntry("python/slipway_runtime/entry.py", ours);
    assertThat(layer("a").files()).containsEntry("python/slipway_runtime/entry.py", ours);
  }

  @Test
  void packagesWithAFileThatNoneRecords_areInstalledEachTime() throws Exception {
    layer("a", "untold");

    assertThat(layer("a", "untold").names()).contains("python/shared/more.py");
    assertThat(installed()).containsExactly("a", "untold", "a", "untold");
  }

  @Test
  void lockOfUv_isReadPackageByPackage() {
    String lock =
        """
        aiohttp==3.13.2 \\
            --hash=sha256:00 \\
            --hash=sha256:01
        Typing_Extensions==4.15.0 ; python_version < '3.13' \\
            --hash=sha256:02
        """;

    assertThat(LockedPackage.in(lock))
        .extracting(LockedPackage::name)
        .containsExactly("aiohttp", "typing-extensions");
    assertThat(LockedPackage.in(lock))
        .extracting(LockedPackage::pin)
        .first()
        .asString()
        .contains("sha256:00", "sha256:01")
        .doesNotContain("sha256:02");
  }
}
