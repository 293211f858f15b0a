package dev.slipway.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectFolderTest {
  private static final List<String> PATHS =
      List.of(
          "main.py",
          "a.log",
          "keep.log",
          "lib/a.log",
          "lib/b.txt",
          "lib/deep/c.txt",
          "lib/deep/a.log",
          "build/out.txt",
          "sub/build/out.txt",
          "docs/a.md",
          "docs/b.md",
          "docs/x/a.md",
          "a b.txt",
          "trail ",
          "#hash",
          "!bang",
          "x1.tmp",
          "x2.tmp",
          "xa.tmp",
          "x-.tmp",
          "foo/bar/baz.txt",
          "foo/q/bar/baz.txt",
          "data.json",
          "cache",
          "sub/cache/x",
          "[odd].txt",
          "star*.txt",
          "sub/only.txt",
          "sub/sub2/only.txt");

  private static final List<String> RULES =
      List.of(
          "*.log\n!keep.log",
          "/a.log",
          "build/",
          "/build/",
          "docs/*.md",
          "docs/**/*.md",
          "docs/**",
          "**/deep",
          "foo/**/baz.txt",
          "foo/**/bar/",
          "x[0-9].tmp",
          "x[!0-9].tmp",
          "x[^a].tmp",
          "x[a-].tmp",
          "\\#hash",
          "\\!bang",
          "# comment\n\n",
          "a b.txt",
          "a\\ b.txt  ",
          "trail\\ ",
          "cache",
          "cache/",
          "lib/*\n!lib/b.txt",
          "lib/\n!lib/b.txt",
          "*\n!*/\n!*.py",
          "sub/*/only.txt",
          "only.txt",
          "/sub/only.txt",
          "\\[odd].txt",
          "star\\*.txt",
          "star[*].txt",
          "**",
          "*",
          "?ata.json",
          "**.log",
          "lib/**.log",
          "[",
          "x[",
          "x[]1].tmp",
          "/*\n!/lib\n/lib/*\n!/lib/deep");

  @TempDir private Path folder;

  /** Git itself says what is right. */
  @Test
  void rulesMeanWhatTheyMeanToGit() throws Exception {
    for (String path : PATHS) {
      write(path, "x = 1\n");
    }
    run("git", "init", "-q");
    for (String rules : RULES) {
      write(".gitignore", rules + "\n");
      assertThat(taken()).as(rules).isEqualTo(keptByGit());
    }
  }

  @Test
  void rulesOfAFolderBelowCountThere() throws Exception {
    for (String path : PATHS) {
      write(path, "x = 1\n");
    }
    run("git", "init", "-q");
    write(".gitignore", "*.txt\n");
    write("lib/.gitignore", "!b.txt\n/deep\n");
    write("docs/.gitignore", "/a.md\n");

    assertThat(taken()).isEqualTo(keptByGit());
  }

  /** In a repository of several agents, its own rules keep keys and data out of each of them. */
  @Test
  void rulesOfTheFoldersAboveCountToo() throws Exception {
    for (String path : List.of("main.py", "a.pem", "data/x.json", "lib/data/x.json", "b.txt")) {
      write("agents/pilot/" + path, "x = 1\n");
    }
    write(".gitignore", "\uFEFF*.pem\n/agents/pilot/data/\n*.txt\n");
    write("agents/.gitignore", "!pilot/b.txt\n");
    assertThat(ProjectFolder.read(folder.resolve("agents/pilot")).files()).hasSize(5);

    run("git", "init", "-q");
    assertThat(ProjectFolder.read(folder.resolve("agents/pilot")).files())
        .containsOnlyKeys("b.txt", "lib/data/x.json", "main.py");

    // As in a home that is a repository of settings.
    write(".gitignore", "*\nagents/\n*.pem\n");
    write("agents/.gitignore", "b.txt\n");
    Files.write(folder.resolve("agents/.gitignore"), new byte[] {'#', (byte) 0xE4, '\n'});
    assertThat(ProjectFolder.read(folder.resolve("agents/pilot")).files())
        .containsOnlyKeys("b.txt", "data/x.json", "lib/data/x.json", "main.py");
  }

  @Test
  void linkThatLeadsNowhere_isRefusedByName() throws Exception {
    write("main.py", "x = 1\n");
    Files.createSymbolicLink(folder.resolve(".#main.py"), Path.of("user@host.123"));

    assertThat(refusals()).extracting(Refusal::file).containsExactly(".#main.py");
  }

  @Test
  void slipwaysOwnRulesComeLast() throws Exception {
    write("main.py", "x = 1\n");
    write("generated.py", "x = 1\n");
    write("notes.md", "");
    write(".gitignore", "generated.py\n");
    write(".slipwayignore", "!generated.py\n*.md\n");

    assertThat(ProjectFolder.read(folder).files()).containsOnlyKeys("generated.py", "main.py");
  }

  @Test
  void secretsRepositoriesEnvironmentsAndCachesNeverGoUp() throws Exception {
    for (String path :
        List.of(
            "main.py",
            ".env",
            ".env.local",
            "lib/.envrc",
            ".git/config",
            "lib/.git",
            ".venv/pyvenv.cfg",
            "env/pyvenv.cfg",
            "env/lib/x.py",
            "__pycache__/main.pyc",
            "lib/a.pyc",
            ".mypy_cache/x.json",
            ".DS_Store")) {
      write(path, "x = 1\n");
    }
    write(".slipwayignore", "!.env\n!.git\n");

    assertThat(ProjectFolder.read(folder).files()).containsOnlyKeys("main.py");
  }

  @Test
  void aLinkInsideIsItsFileAndOneThatLeadsOutIsRefused() throws Exception {
    write("main.py", "x = 1\n");
    Files.createSymbolicLink(folder.resolve("same.py"), Path.of("main.py"));
    assertThat(ProjectFolder.read(folder).files()).containsOnlyKeys("main.py", "same.py");

    Files.createSymbolicLink(folder.resolve("hosts"), Path.of("/etc/hosts"));
    assertThat(refusals())
        .extracting(Refusal::code, Refusal::file)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("link", "hosts"));
  }

  @Test
  void aFolderWithoutPythonAndOneThatIsTooLargeAreRefused() throws Exception {
    write("notes.md", "");
    assertThat(refusals()).extracting(Refusal::code).containsExactly("no_python");

    Files.write(folder.resolve("big.py"), new byte[ProjectLimits.PYTHON_BYTES + 1]);
    assertThat(refusals()).extracting(Refusal::code).containsExactly("file_too_large");
    for (int i = 0; i < 4; i++) {
      Files.write(folder.resolve("data" + i), new byte[ProjectLimits.FILE_BYTES]);
    }
    assertThat(refusals()).extracting(Refusal::code).containsExactly("too_large");
  }

  private List<Refusal> refusals() {
    return catchThrowableOfType(ProjectRefused.class, () -> ProjectFolder.read(folder)).refusals();
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(folder.resolve(path).getParent());
    Files.writeString(folder.resolve(path), text);
  }

  private Set<String> taken() throws Exception {
    write("always.py", "x = 1\n");
    try {
      var taken = new TreeSet<>(ProjectFolder.read(folder).files().keySet());
      taken.remove("always.py");
      return taken;
    } catch (ProjectRefused nothing) {
      return Set.of();
    }
  }

  private Set<String> keptByGit() throws Exception {
    var kept = new TreeSet<String>();
    for (String path :
        run("git", "-c", "core.quotePath=false", "ls-files", "-z", "--others", "--exclude-standard")
            .split("\0")) {
      if (!path.isEmpty() && !path.endsWith(".gitignore") && !path.equals("always.py")) {
        kept.add(path);
      }
    }
    // Without a Python file there is no project.
    return kept.stream().anyMatch(path -> path.endsWith(".py")) || hasAlways() ? kept : Set.of();
  }

  private boolean hasAlways() throws Exception {
    return run("git", "ls-files", "--others", "--exclude-standard", "always.py").contains("always");
  }

  private String run(String... command) throws Exception {
    var all = new ArrayList<>(List.of(command));
    Process process = new ProcessBuilder(all).directory(folder.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    return output;
  }
}
