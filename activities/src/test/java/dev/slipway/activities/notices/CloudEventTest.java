package dev.slipway.activities.notices;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.api.Status;
import dev.slipway.workflows.notices.Notice;
import io.cloudevents.core.format.EventFormat;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Events are what the reference promises, and what the specification's own library reads. */
class CloudEventTest {
  private static final Path REFERENCE = Path.of("../docs/reference/api.md");
  private static final Pattern EXAMPLE =
      Pattern.compile("<!-- a notice -->\n```json\n(.*?)```", Pattern.DOTALL);

  @Test
  void exampleOfTheReference_isWhatReceiversGet() throws Exception {
    var example = EXAMPLE.matcher(Files.readString(REFERENCE));
    assertThat(example.find()).as("the example in %s", REFERENCE).isTrue();

    var json = new ObjectMapper();
    assertThat(json.readTree(Endpoint.json(CloudEvent.of(Samples.waiting(), Samples.LINKS))))
        .isEqualTo(json.readTree(example.group(1)));
  }

  @Test
  void everyType_isInTheReference() throws Exception {
    String reference = Files.readString(REFERENCE);

    for (Status status : Notice.NEWS) {
      assertThat(reference)
          .contains(
              "| `%s` |"
                  .formatted(CloudEvent.of(Samples.notice(status, ""), Samples.LINKS).type()));
    }
  }

  @Test
  void librariesReadIt() throws Exception {
    EventFormat format =
        Objects.requireNonNull(
            EventFormatProvider.getInstance().resolveFormat(JsonFormat.CONTENT_TYPE));
    var event = format.deserialize(Endpoint.json(CloudEvent.of(Samples.waiting(), Samples.LINKS)));

    assertThat(event.getId()).isEqualTo(Samples.waiting().id());
    assertThat(event.getType()).isEqualTo("dev.slipway.deployment.awaiting_approval");
    assertThat(event.getTime()).hasToString("2026-11-30T09:12:44.120Z");
    assertThat(Objects.requireNonNull(event.getData()).toBytes()).isNotEmpty();
  }

  @Test
  void serverWithoutAPublicAddress_sendsNoLink() throws Exception {
    var event = CloudEvent.of(Samples.waiting(), new PageLinks(null));

    assertThat(event.source())
        .isEqualTo("/accounts/123456789012/agents/eu-west-1/strands-agent-weather");
    assertThat(new String(Endpoint.json(event), StandardCharsets.UTF_8)).doesNotContain("page");
  }
}
