package dev.slipway.activities.notices;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.api.NoticeType;
import dev.slipway.workflows.model.AccountRole;
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

    for (NoticeType type : NoticeType.known()) {
      assertThat(reference)
          .contains(
              "| `%s` |".formatted(CloudEvent.of(Samples.notice(type, ""), Samples.LINKS).type()));
    }
  }

  @Test
  void agent_hasNoStatus_andAPageOfItsOwn() throws Exception {
    var account = new AccountRole("production", "arn:aws:iam::123456789012:role/r", null, null);
    var event = CloudEvent.of(Samples.unaudited(account), Samples.LINKS);

    assertThat(event.type()).isEqualTo("dev.slipway.agent.audit_failed");
    assertThat(event.subject()).isEqualTo("d-1");
    assertThat(new ObjectMapper().readTree(Endpoint.json(event)).path("data"))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"deployment_id": "d-1",
                     "message": "No audit bundle of d-1: access denied",
                     "agent": {"name": "weather", "account": "123456789012",
                       "region": "eu-west-1", "stack_name": "strands-agent-weather"},
                     "page": "https://slipway.example.com/agents/eu-west-1/strands-agent-weather?account=production"}
                    """));
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
