package dev.slipway.policy;

import dev.slipway.api.NoticeType;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who hears of deployments and agents.
 *
 * @param url where notices are sent; absent when {@code urlFile} has it
 * @param urlFile the file with the address, where the address itself is a secret
 * @param form how a notice looks
 * @param secretFile the file with the keys that sign notices; absent when they are not signed
 * @param events the news it wants to hear of; all when empty
 * @param agents patterns of function or stack names; all when empty
 * @param projects patterns of project ids; all when empty
 * @param allowPrivate whether it may be on this machine or in a private network, then also without
 *     TLS
 */
public record Receiver(
    String name,
    @Nullable URI url,
    @Nullable Path urlFile,
    Form form,
    @Nullable Path secretFile,
    Set<NoticeType> events,
    List<String> agents,
    List<String> projects,
    boolean allowPrivate) {
  /** How a notice looks. */
  public enum Form {
    /** A CloudEvent, for programs. */
    CLOUDEVENT,
    /** A message that Slack shows, and what accepts the same. */
    SLACK
  }

  /** Whether it wants to hear of this. */
  public boolean wants(NoticeType type, String agent, String stack, @Nullable String project) {
    return (events.isEmpty() || events.contains(type))
        && (any(agents, agent) || any(agents, stack))
        && (projects.isEmpty() || (project != null && any(projects, project)));
  }

  private static boolean any(List<String> patterns, String text) {
    return patterns.isEmpty()
        || patterns.stream().anyMatch(pattern -> Wildcard.matches(pattern, text));
  }
}
