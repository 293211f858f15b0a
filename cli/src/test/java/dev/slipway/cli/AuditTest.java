package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditTest extends CommandLineCase {
  private static final String LOG = "{\"line\":\"ahoy\"}\n";
  private static final String AGENT = "000000000000/eu-west-1/strands-agent-weather";
  private static final String PATH = "/agents/eu-west-1/strands-agent-weather/audit";

  @Test
  void aCleanChain_isIntact() throws Exception {
    chain(3, "");
    assertThat(verify()).isZero();
    assertThat(console.outText())
        .contains(AGENT + ": 3 bundles")
        .contains("1 object checked, 0 referenced but not here")
        .endsWith("intact");
  }

  @Test
  void everyFlippedByteOfEveryFile_isFound() throws Exception {
    chain(3, "");
    for (Path file : files()) {
      byte[] whole = Files.readAllBytes(file);
      for (int at = 0; at < whole.length; at++) {
        for (int bit : new int[] {0, 5}) {
          byte[] changed = whole.clone();
          changed[at] ^= (byte) (1 << bit);
          Files.write(file, changed);
          assertThat(verify()).as("%s, byte %d, bit %d", file, at, bit).isEqualTo(1);
        }
      }
      Files.write(file, whole);
    }
    assertThat(verify()).isZero();
  }

  @Test
  void theBrokenLink_isNamedWithWhatWasExpected() throws Exception {
    chain(4, "");
    Path second = audit().resolve("00000002-d-2.json");
    Files.write(second, bundle(2, "f".repeat(64), ""));

    assertThat(slipway("audit", "verify", audit().toString(), "--json")).isEqualTo(1);
    assertThat(console.outText())
        .contains("\"intact\": false")
        .contains("\"file\": \"00000002-d-2.json\"")
        .contains("the hash of the previous bundle")
        .contains("\"found\": \"" + "f".repeat(64) + "\"");
  }

  @Test
  void aMissingBundle_isAGap() throws Exception {
    chain(4, "");
    Files.delete(audit().resolve("00000002-d-2.json"));

    assertThat(verify()).isEqualTo(1);
    assertThat(console.outText())
        .contains("00000003-d-3.json: its place in the chain of " + AGENT + ": 3 (expected: 2)");
  }

  @Test
  void aChainCutOffAtItsEnd_isDetectedByTheHead() throws Exception {
    String head = chain(3, "");
    Files.delete(audit().resolve("00000003-d-3.json"));
    assertThat(verify()).as("by head.json").isEqualTo(1);

    Files.delete(audit().resolve("head.json"));
    assertThat(verify()).as("nothing proves the end").isZero();
    assertThat(slipway("audit", "verify", audit().toString(), "--head", head)).isEqualTo(1);
  }

  @Test
  void fiftyBundles_areVerifiedInLessThanTwoSeconds() throws Exception {
    chain(50, "x".repeat(150_000));
    long started = System.nanoTime();
    assertThat(verify()).isZero();
    long millis = (System.nanoTime() - started) / 1_000_000;
    System.out.printf("{\"audit_verify_of_50_ms\":%d}%n", millis);
    assertThat(millis).isLessThan(2_000);
  }

  @Test
  void export_writesWhatVerifyAccepts() throws Exception {
    byte[] first = bundle(1, "", "");
    byte[] second = bundle(2, hash(first), "");
    server
        .on("GET " + PATH, 200, page(hash(second), 1, 1))
        .on("GET " + PATH + "?after=1", 200, page(hash(second), 2, null))
        .on("GET " + PATH + "/1", 200, new String(first, StandardCharsets.UTF_8))
        .on("GET " + PATH + "/2", 200, new String(second, StandardCharsets.UTF_8))
        .on("GET /deployments/d-1/audit/objects/" + sha256(LOG), 200, LOG);
    String to = directory.resolve("audit").toString();

    assertThat(
            slipway(
                "audit", "export", "eu-west-1/strands-agent-weather", "--to", to, "--artifacts"))
        .isZero();
    assertThat(console.outText()).contains("2 bundles").contains("head " + hash(second));
    assertThat(Files.readAllBytes(audit().resolve("00000002-d-2.json"))).isEqualTo(second);
    assertThat(verify()).isZero();
  }

  /** A bundle is stored before the head that names it, and the list is read before the head. */
  @ParameterizedTest
  @ValueSource(strings = {"[1]", "[1,2,3]"})
  void export_duringAnAppend_isTheChainUpToTheHead(String listed) throws Exception {
    byte[] first = bundle(1, "", "");
    byte[] second = bundle(2, hash(first), "");
    server
        .on(
            "GET " + PATH,
            200,
            "{\"head\":{\"sequence\":2,\"sha256\":\"%s\"},\"sequences\":%s,\"next_after\":null}"
                .formatted(hash(second), listed))
        .on("GET " + PATH + "/1", 200, new String(first, StandardCharsets.UTF_8))
        .on("GET " + PATH + "/2", 200, new String(second, StandardCharsets.UTF_8));
    String to = directory.resolve("audit").toString();

    assertThat(slipway("audit", "export", "eu-west-1/strands-agent-weather", "--to", to)).isZero();
    assertThat(console.outText()).contains("2 bundles").contains("head " + hash(second));
    assertThat(verify()).isZero();
  }

  @Test
  void aBundleThatIsNotWrittenYet_isWaitedFor() {
    server
        .on("GET /deployments/d-1/audit", 503, "{\"title\":\"not yet\"}")
        .on("GET /deployments/d-1/audit", 200, "{\"who\":\"kim\"}");
    assertThat(slipway("audit", "d-1")).isZero();
    assertThat(console.drawnText()).isEqualTo("{\"who\":\"kim\"}");
  }

  @Test
  void aFolderWithoutBundles_isWrongUsage() {
    assertThat(slipway("audit", "verify", directory.resolve("nowhere").toString())).isEqualTo(2);
    assertThat(slipway("audit", "verify", directory.toString())).isEqualTo(2);
    assertThat(slipway("audit")).isEqualTo(2);
  }

  private int verify() {
    return slipway("audit", "verify", audit().toString());
  }

  private Path audit() {
    return directory.resolve("audit");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(audit())) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  /** Writes a chain with one log chunk and its head, and returns the head's hash. */
  private String chain(int length, String ballast) throws Exception {
    Files.createDirectories(audit().resolve("objects"));
    Files.writeString(audit().resolve("objects").resolve(sha256(LOG)), LOG);
    String previous = "";
    for (int sequence = 1; sequence <= length; sequence++) {
      byte[] bundle = bundle(sequence, previous, ballast);
      Files.write(audit().resolve("%08d-d-%d.json".formatted(sequence, sequence)), bundle);
      previous = hash(bundle);
    }
    Files.writeString(
        audit().resolve("head.json"),
        "{\"agent\":\"%s\",\"sequence\":%d,\"sha256\":\"%s\"}".formatted(AGENT, length, previous));
    return previous;
  }

  private static byte[] bundle(int sequence, String previous, String ballast) throws Exception {
    String content =
        """
        {"agent":{"account":"000000000000","region":"eu-west-1",\
        "stack_name":"strands-agent-weather"},"deployment_id":"d-%d","format":"slipway-audit/1",\
        "history":"%s","logs":[{"bytes":16,"key":"k","sha256":"%s"}],"previous_sha256":%s,\
        "sequence":%d}"""
            .formatted(
                sequence,
                ballast,
                sha256(LOG),
                previous.isEmpty() ? "null" : "\"" + previous + "\"",
                sequence);
    return "{\"bundle_sha256\":\"%s\",\"content\":%s}"
        .formatted(sha256(content), content)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String page(String head, int sequence, @Nullable Object nextAfter) {
    return """
        {"head":{"sequence":2,"sha256":"%s"},"sequences":[%d],"next_after":%s}"""
        .formatted(head, sequence, nextAfter);
  }

  private static String hash(byte[] bundle) {
    return new String(bundle, StandardCharsets.UTF_8).substring(18, 82);
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
