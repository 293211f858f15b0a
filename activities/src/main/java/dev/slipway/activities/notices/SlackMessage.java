package dev.slipway.activities.notices;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.slipway.workflows.notices.Notice;
import dev.slipway.workflows.notices.Subject;
import java.util.regex.Pattern;

/**
 * A notice as an incoming webhook of Slack takes it, and those of other chats that take the same.
 *
 * @param unfurlLinks whether the chat may fetch the links for previews
 */
record SlackMessage(String text, @JsonProperty("unfurl_links") boolean unfurlLinks) {
  /** In characters, of one text of many lines; the page has all of it. */
  private static final int LONGEST = 1_000;

  /** What begins a mention, a link of Markdown (Mattermost reads it), or an address. */
  private static final Pattern ACTIVE = Pattern.compile("[@\\[\\]]|:(?=//)|(?i:www)(?=\\.)");

  /** Shows as nothing, and separates what would be active together. */
  private static final String SEPARATOR = "\u200B";

  static SlackMessage of(Notice notice, PageLinks links) {
    Subject about = notice.subject();
    String text =
        """
        *%s* %s
        %s
        %s%s"""
            .formatted(
                inert(about.agentName()),
                words(notice),
                inert(notice.message()),
                inert(about.agent().label()),
                requested(about));
    String last = links.page(notice).map(page -> "\n" + links(notice, page)).orElse("");
    return new SlackMessage(text + last, false);
  }

  private static String requested(Subject about) {
    if (about.requestedBy() == null) {
      return "";
    }
    String reason = about.reason() == null ? "" : ": " + about.reason();
    return ", requested by " + inert(about.requestedBy()) + inert(reason);
  }

  private static String words(Notice notice) {
    return switch (notice.type()) {
      case AWAITING_APPROVAL -> "waits for approval";
      case PARKED -> "is parked and needs a decision";
      case SUCCEEDED -> "succeeded";
      case FAILED -> "failed";
      case CANCELED -> "was canceled";
      case DRIFTED -> "is no longer as it was deployed";
      case AUDIT_FAILED -> "has a deployment without an audit bundle";
      case UNKNOWN -> "has news";
    };
  }

  /** Each leads to the page, where whoever is signed in decides. */
  private static String links(Notice notice, String page) {
    return switch (notice.type()) {
      case AWAITING_APPROVAL ->
          "<%1$s?ask=approve|Approve> · <%1$s?ask=reject|Reject> · <%1$s|Open>".formatted(page);
      case PARKED -> "<%s|Retry or abort>".formatted(page);
      default -> "<%s|Open>".formatted(page);
    };
  }

  /** So that nothing that people wrote becomes a link or calls everyone. */
  private static String inert(String text) {
    // Cut before it is escaped, so that no escape and no character is cut in two.
    String separated = ACTIVE.matcher(cut(text)).replaceAll("$0" + SEPARATOR);
    return separated.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
  }
}
