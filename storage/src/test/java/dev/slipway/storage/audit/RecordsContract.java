package dev.slipway.storage.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How buckets behave, whether in memory or in AWS: the same tests for both. */
abstract class RecordsContract {
  private static final String REGION = MemoryRecords.REGION;
  private static final String ELSEWHERE = "eu-west-1";

  /** Buckets are shared: these keys are unique. */
  private final String folder = "contract/" + UUID.randomUUID() + "/";

  abstract Records records();

  @Test
  void whatWasNeverWritten_isAbsent() {
    assertThat(records().get(REGION, folder + "none")).isEmpty();
    assertThat(records().open(REGION, folder + "none")).isEmpty();
    assertThat(records().list(REGION, folder, "", 10)).isEmpty();
  }

  @Test
  void put_replaces() throws IOException {
    records().put(REGION, folder + "key", bytes("old"));
    records().put(REGION, folder + "key", bytes("new"));

    assertThat(records().get(REGION, folder + "key")).contains(bytes("new"));
    try (InputStream opened = records().open(REGION, folder + "key").orElseThrow()) {
      assertThat(opened.readAllBytes()).isEqualTo(bytes("new"));
    }
  }

  @Test
  void putOnce_neverReplaces() {
    assertThat(records().putOnce(REGION, folder + "key", bytes("first"))).isTrue();
    assertThat(records().putOnce(REGION, folder + "key", bytes("second"))).isFalse();

    assertThat(records().get(REGION, folder + "key")).contains(bytes("first"));
  }

  @Test
  void returnedBytes_areACopy() {
    byte[] given = bytes("given");
    records().put(REGION, folder + "key", given);
    given[0] = 'x';
    records().get(REGION, folder + "key").orElseThrow()[0] = 'y';

    assertThat(records().get(REGION, folder + "key")).contains(bytes("given"));
  }

  @Test
  void list_isInOrder_belowThePrefix_afterTheGivenKey() {
    for (String name : List.of("b/2", "a/1", "b/10", "b/1", "c")) {
      records().put(REGION, folder + name, bytes(name));
    }

    assertThat(records().list(REGION, folder + "b/", "", 10)).isEqualTo(keys("b/1", "b/10", "b/2"));
    assertThat(records().list(REGION, folder + "b/", folder + "b/1", 1)).isEqualTo(keys("b/10"));
    assertThat(records().list(REGION, folder + "b/", folder + "a/9", 2))
        .isEqualTo(keys("b/1", "b/10"));
    assertThat(records().list(REGION, folder + "b/", folder + "b/2", 10)).isEmpty();
  }

  @Test
  void regions_areSeparate_andOnlyThoseWithABucketAreListed() {
    records().put(REGION, folder + "key", bytes("here"));
    assertThat(records().get(ELSEWHERE, folder + "key")).isEmpty();

    records().put(ELSEWHERE, folder + "key", bytes("there"));
    assertThat(records().get(REGION, folder + "key")).contains(bytes("here"));
    assertThat(records().regions()).contains(REGION, ELSEWHERE).doesNotContain("ap-south-2");
    assertThat(records().get("ap-south-2", folder + "key")).isEmpty();
    assertThat(records().regions()).doesNotContain("ap-south-2");
  }

  private List<String> keys(String... names) {
    return List.of(names).stream().map(name -> folder + name).toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
