package dev.slipway.activities.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.activities.files.Directories;
import dev.slipway.api.Architecture;
import dev.slipway.api.PythonRuntime;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.Failures;
import io.temporal.failure.ApplicationFailure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WheelAuditTest {
  @TempDir Path root;

  private Optional<WorkingVersion.Found> works = Optional.empty();

  private void install(byte[] library, String tag) throws Exception {
    Directories.write(
        root,
        Map.of(
            "PIL/_imaging.so", library,
            "pillow-12.3.0.dist-info/WHEEL",
                ("Tag: " + tag + "\n").getBytes(StandardCharsets.UTF_8),
            "pillow-12.3.0.dist-info/RECORD",
                "PIL/_imaging.so,sha256=x,512\n".getBytes(StandardCharsets.UTF_8)));
  }

  private void audit(PythonRuntime runtime, Architecture architecture) throws Exception {
    var target = new BuildTarget(runtime, architecture);
    var audit = new WheelAudit(target, InstalledPackages.in(root));
    var misfits = audit.misfits(root);
    if (!misfits.isEmpty()) {
      throw audit.failure(misfits, works);
    }
  }

  @Test
  void libraryThatFits_isAccepted() throws Exception {
    install(Elf.library(Elf.X86_64, "GLIBC_2.17"), "cp311-cp311-manylinux_2_17_x86_64");

    assertThatCode(() -> audit(PythonRuntime.PYTHON_3_11, Architecture.X86_64))
        .doesNotThrowAnyException();
  }

  @Test
  void newerGlibc_isRefusedWithTheRuntimeThatHasIt() throws Exception {
    install(Elf.library(Elf.X86_64, "GLIBC_2.28"), "cp311-cp311-manylinux2014_x86_64");

    assertThatThrownBy(() -> audit(PythonRuntime.PYTHON_3_11, Architecture.X86_64))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            thrown -> {
              Failure failure = Failures.explain(thrown);
              assertThat(thrown.getType()).isEqualTo("WheelIncompatible");
              assertThat(failure.evidence())
                  .containsExactly(
                      "pillow 12.3.0 (_imaging.so) needs glibc 2.28 (available: 2.26)");
              assertThat(failure.nextAction()).contains("python3.12");
            });
  }

  @Test
  void versionThatWorks_isTheNextAction() throws Exception {
    install(Elf.library(Elf.X86_64, "GLIBC_2.28"), "cp311-cp311-manylinux2014_x86_64");
    works =
        Optional.of(
            new WorkingVersion.Found(
                "pillow==12.3.0",
                "pillow==12.2.0",
                new BuildTarget(PythonRuntime.PYTHON_3_11, Architecture.X86_64)));

    assertThatThrownBy(() -> audit(PythonRuntime.PYTHON_3_11, Architecture.X86_64))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            thrown ->
                assertThat(Failures.explain(thrown).nextAction())
                    .isEqualTo(
                        "Use pillow==12.2.0 in place of pillow==12.3.0: it works for python3.11 on"
                            + " x86_64."));
  }

  @Test
  void otherProcessor_isRefusedByHeaderAndByTag() throws Exception {
    install(Elf.library(Elf.AARCH64, "GLIBC_2.17"), "cp312-abi3-manylinux_2_17_aarch64");

    assertThatThrownBy(() -> audit(PythonRuntime.PYTHON_3_12, Architecture.X86_64))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            thrown ->
                assertThat(Failures.explain(thrown).evidence())
                    .containsExactly(
                        "pillow 12.3.0 is a wheel for [cp312-abi3-manylinux_2_17_aarch64]",
                        "pillow 12.3.0 (_imaging.so) is not built for x86_64"));
  }

  @Test
  void musl_isRefused() throws Exception {
    install(Elf.library(Elf.X86_64, "GLIBC_2.2.5"), "cp312-cp312-musllinux_1_2_x86_64");

    assertThatThrownBy(() -> audit(PythonRuntime.PYTHON_3_12, Architecture.X86_64))
        .hasMessageContaining("pillow 12.3.0 is a wheel for");
  }

  @Test
  void compiledFiles_belongToTheirSources() throws Exception {
    install(Elf.library(Elf.X86_64, "GLIBC_2.17"), "py3-none-any");
    Directories.write(
        root,
        Map.of("ot.her.py", new byte[10], "__pycache__/ot.her.cpython-311.pyc", new byte[2_000]));

    assertThat(
            LayerTree.sizes(
                InstalledPackages.in(root).files().getOrDefault("ot.her.py", List.of())))
        .isEqualTo(new PackedPackage.Sizes(10, 2_000));
  }
}
