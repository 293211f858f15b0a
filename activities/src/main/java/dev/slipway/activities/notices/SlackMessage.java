package dev.slipway.activities.notices;

import dev.slipway.workflows.notices.Notice;
import dev.slipway.workflows.notices.Subject;

/**
 * A notice as an incoming webhook of Slack takes it, and those of other chats that take the same.
 */
record SlackMessage(String text) {
  /** Slack cuts longer ones. */
  private static final int LONGEST = 3_000;

  static SlackMessage of(Notice notice, PageLinks links) {
    Subject about = notice.subject();
    String reason = about.reason() == null ? "" : ": " + about.reason();
    String text =
        """
        *%s* %s
        %s
        %s, requested by %s%s"""
            .formatted(
                escaped(about.agentName()),
                words(notice),
                escaped(notice.message()),
                escaped(about.agent().label()),
                escaped(about.requestedBy()),
                escaped(reason));
    String shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    return new SlackMessage(
        shown
            + links.page(about.deploymentId()).map(page -> "\n" + links(notice, page)).orElse(""));
  }

  private static String words(Notice notice) {
    return switch (notice.status()) {
      case AWAITING_APPROVAL -> "waits for approval";
      case PARKED -> "is parked and needs a decision";
      case SUCCEEDED -> "succeeded";
      case FAILED -> "failed";
      case CANCELED -> "was canceled";
      case QUEUED, RUNNING, COMPENSATING, UNKNOWN -> "is " + notice.status().wireName();
    };
  }

  /** Each leads to the page, where whoever is signed in decides. */
  private static String links(Notice notice, String page) {
    return switch (notice.status()) {
      case AWAITING_APPROVAL ->
          "<%1$s#approve|Approve> · <%1$s#reject|Reject> · <%1$s|Open>".formatted(page);
      case PARKED -> "<%s|Retry or abort>".formatted(page);
      default -> "<%s|Open>".formatted(page);
    };
  }

  /** So that nothing that people wrote becomes a link or calls everyone. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
