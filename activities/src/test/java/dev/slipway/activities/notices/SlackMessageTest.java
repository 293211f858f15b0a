package dev.slipway.activities.notices;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.api.NoticeType;
import org.junit.jupiter.api.Test;

/** What people wrote is only shown, by Slack and by chats that read Markdown. */
class SlackMessageTest {
  @Test
  void mentionsAndLinks_areOnlyText() {
    String text =
        text("<!here> @channel [Approve](https://evil.example.com) WWW.evil.example.com & more");

    assertThat(text)
        .contains("&lt;!here&gt;")
        .contains("&amp; more")
        .doesNotContain("@channel")
        .doesNotContain("](")
        .doesNotContain("https://evil")
        .doesNotContain("WWW.evil");
    assertThat(text.replace("\u200B", "")).contains("@channel [Approve](https://evil.example.com)");
  }

  @Test
  void longText_isCutBetweenCharacters_andKeepsTheLinks() {
    String text = text("🚀&".repeat(2_000));

    assertThat(text).contains("🚀&amp;🚀&amp;…\n").endsWith("|Open>");
    assertThat(text.length()).isLessThan(5_000);
  }

  @Test
  void chat_isAskedForNoPreview() throws Exception {
    var json =
        new ObjectMapper()
            .readTree(Endpoint.json(SlackMessage.of(Samples.waiting(), Samples.LINKS)));

    assertThat(json.at("/unfurl_links").isBoolean()).isTrue();
    assertThat(json.at("/unfurl_links").asBoolean()).isFalse();
  }

  @Test
  void agentThatDrifted_isSaidToHave_withALinkToItsPage() {
    var message =
        SlackMessage.of(Samples.notice(NoticeType.DRIFTED, "1 difference"), Samples.LINKS).text();

    assertThat(message)
        .isEqualTo(
            """
            *weather* is no longer as it was deployed
            1 difference
            eu-west-1/strands-agent-weather, requested by anna: new forecast model
            <https://slipway.example.com/agents/eu-west-1/strands-agent-weather|Open>""");
  }

  private static String text(String message) {
    return SlackMessage.of(Samples.notice(NoticeType.FAILED, message), Samples.LINKS).text();
  }
}
