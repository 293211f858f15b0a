package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.project.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SourceAndDiffTest extends CommandLineCase {
  private static final String AGENT = "eu-west-1/s";
  private static final String SOURCE = "GET /agents/eu-west-1/s/revisions/%s/source?format=zip";
  private static final String CODE = "def main(p):\r\n\treturn 'one ⛵'\n";
  private static final String ANSWER =
      """
      {"from":{"deployment_id":"d-1","revision":3},"to":{"deployment_id":"d-2","revision":4},"same":false,
       "files":[{"path":"agent.py","change":"changed","binary":false,"lines_added":1,"lines_removed":1,
         "diff":"--- a/agent.py\\n+++ b/agent.py\\n@@ -1,2 +1,2 @@\\n def main(p):\\n-    return 1\\r\\n+    return 2\\u202e\\n","complete":true},
        {"path":"logo.png","change":"added","binary":true,"lines_added":0,"lines_removed":0,"diff":"","complete":true}],
       "settings":[{"field":"memory_size","label":"Memory","from":"256 MB","to":"512 MB"},
        {"field":"environment_variables.MODE","label":"Environment: MODE","from":null,"to":"calm"}]}""";

  private static byte[] zip(String... pairs) {
    var files = new TreeMap<String, byte[]>();
    for (int i = 0; i < pairs.length; i += 2) {
      files.put(pairs[i], pairs[i + 1].getBytes(StandardCharsets.UTF_8));
    }
    return new Project(files).compressed();
  }

  private void liveIs(int revision) {
    server.on("GET /agents/eu-west-1/s", 200, "{\"live\":{\"number\":%d}}".formatted(revision));
  }

  @Test
  void source_printsTheLiveFile_asItIs() {
    liveIs(4);
    server.onBytes(SOURCE.formatted(4), zip("agent.py", CODE));

    assertThat(slipway("source", AGENT)).isZero();
    assertThat(console.drawnText()).isEqualTo(CODE);
  }

  @Test
  void source_ofAFolder_listsIt_andPrintsOneFile() {
    server.onBytes(SOURCE.formatted(3), zip("main.py", CODE, "lib/tide.py", "HIGH = 1\n"));

    assertThat(slipway("source", AGENT, "3")).isZero();
    assertThat(console.outText()).contains("lib/tide.py  9", "main.py");
    assertThat(slipway("source", AGENT, "3", "--file", "lib/tide.py")).isZero();
    assertThat(console.drawnText()).isEqualTo("HIGH = 1\n");
    assertThat(slipway("source", AGENT, "3", "--file", "tide.py")).isEqualTo(2);
    assertThat(console.errText())
        .contains("there is no 'tide.py' (expected: lib/tide.py, main.py)");
  }

  @Test
  void source_isWrittenIntoANewFolder_only() throws IOException {
    server.onBytes(
        "GET /deployments/d-1/source?format=zip",
        zip("main.py", CODE, "lib/tide.py", "HIGH = 1\n"));
    Path out = directory.resolve("out");

    assertThat(slipway("source", AGENT, "d-1", "--out", out.toString())).isZero();
    assertThat(Files.readString(out.resolve("lib/tide.py"))).isEqualTo("HIGH = 1\n");
    assertThat(Files.readString(out.resolve("main.py"))).isEqualTo(CODE);
    assertThat(slipway("source", AGENT, "d-1", "--out", out.toString())).isEqualTo(2);
    assertThat(console.errText()).contains("2 files in", "is not empty");
  }

  @Test
  void source_neverLeavesTheFolder() {
    server.onBytes(SOURCE.formatted(3), zip("../evil.py", CODE));
    Path out = directory.resolve("out");

    assertThat(slipway("source", AGENT, "3", "--out", out.toString())).isEqualTo(2);
    assertThat(console.errText()).contains("leads out of the folder");
    assertThat(directory.resolve("evil.py")).doesNotExist();
  }

  @Test
  void diff_inAPipe_isAPatch_byteForByte() {
    server.on("GET /agents/eu-west-1/s/diff", 200, ANSWER);

    assertThat(slipway("diff", AGENT)).isEqualTo(1);
    assertThat(console.outText())
        .isEqualTo(
            """
            s: revision 3 → revision 4
            memory_size: 256 MB → 512 MB
            environment_variables.MODE: not set → calm
            --- a/agent.py
            +++ b/agent.py
            @@ -1,2 +1,2 @@
             def main(p):
            -    return 1\r
            +    return 2\u202e
            Binary file logo.png differs""");
    assertThat(console.errText()).isEmpty();
  }

  @Test
  void diff_onATerminal_namesWhatIsInvisible() {
    console.asTerminal(100);
    server.on("GET /agents/eu-west-1/s/diff", 200, ANSWER);

    assertThat(slipway("diff", AGENT)).isEqualTo(1);
    assertThat(console.outText())
        .contains("+    return 2⟨U+202E⟩", "-    return 1⟨U+000D⟩")
        .doesNotContain("\u202e", "\r");
  }

  @Test
  void diff_takesRevisionsAndDeployments() {
    String same = ANSWER.replace("\"same\":false", "\"same\":true");
    server
        .on("GET /agents/eu-west-1/s/diff?from=3&to=live", 200, same)
        .on("GET /agents/eu-west-1/s/diff?from=3&to=4", 200, same)
        .on("GET /agents/eu-west-1/s/diff?to=d-7", 200, same);

    assertThat(slipway("diff", AGENT, "3")).isZero();
    assertThat(slipway("diff", AGENT, "3", "4")).isZero();
    assertThat(slipway("diff", AGENT, "d-7")).isZero();
    assertThat(console.outText()).isEmpty();
    assertThat(console.errText()).contains("no difference");
  }

  @Test
  void diff_comparesWhatIsDeployed_withAFile() {
    liveIs(4);
    server.onBytes(SOURCE.formatted(4), zip("agent.py", "a = 1\nb = 2\n"));
    String mine = file("mine.py", "a = 1\nb = 3\n");

    assertThat(slipway("diff", AGENT, mine)).isEqualTo(1);
    assertThat(console.outText())
        .contains("s: revision 4 → " + mine, "--- a/agent.py", "-b = 2\n+b = 3");
    assertThat(slipway("diff", AGENT, file("same.py", "a = 1\nb = 2\n"))).isZero();
  }

  @Test
  void diff_explainsWhatItCantCompare() {
    liveIs(4);
    server.onBytes(SOURCE.formatted(4), zip("a.py", "a", "b.py", "b"));

    assertThat(slipway("diff", AGENT, "nowhere.py")).isEqualTo(2);
    assertThat(slipway("diff", AGENT, file("one.py", "a"))).isEqualTo(2);
    assertThat(slipway("diff", AGENT, file("one.py", "a"), "3")).isEqualTo(2);
    assertThat(console.errText())
        .contains(
            "there is no such file",
            "one.py is one file, and a folder is deployed (expected: the folder; it has a.py, b.py)",
            "is a file (expected: a revision first, and then the file)");
  }
}
