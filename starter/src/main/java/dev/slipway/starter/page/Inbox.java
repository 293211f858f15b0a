package dev.slipway.starter.page;

import dev.slipway.api.Status;
import dev.slipway.starter.agents.AgentResponse;
import dev.slipway.starter.agents.Agents;
import dev.slipway.starter.deployments.DeploymentList;
import dev.slipway.starter.deployments.Digest;
import dev.slipway.starter.deployments.Digests;
import dev.slipway.starter.requests.ListQuery;
import dev.slipway.starter.requests.PageQuery;
import dev.slipway.starter.views.AgentName;
import dev.slipway.starter.views.DeploymentSummary;
import dev.slipway.starter.views.DriftResponse;
import dev.slipway.starter.views.Links;
import dev.slipway.workflows.audit.AuditState;
import dev.slipway.workflows.drift.DriftStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Sorts deployments by what they need: a person first, then time, then nothing. */
@Component
final class Inbox {
  /** No one works through more at once; the chips lead to the others. */
  private static final int MOST_NEEDS = 40;

  /** On their own, or many parked deployments would hide all drift. */
  private static final int MOST_AGENTS = 20;

  private static final int AGENTS = 200;

  private final DeploymentList list;
  private final Digests digests;
  private final Agents agents;
  private final Links links;

  Inbox(DeploymentList list, Digests digests, Agents agents, Links links) {
    this.list = list;
    this.digests = digests;
    this.agents = agents;
    this.links = links;
  }

  /**
   * The home page's sections.
   *
   * @param cut whether more needs a person than is shown
   */
  public record Sections(List<Row> needs, boolean cut, List<Row> running, List<Row> recent) {
    static Sections none() {
      return new Sections(new ArrayList<>(), false, new ArrayList<>(), new ArrayList<>());
    }

    /** With the first deployments and the first agents that need a person. */
    Sections limited(List<Row> agents) {
      List<Row> first =
          Stream.concat(needs.stream().limit(MOST_NEEDS), agents.stream().limit(MOST_AGENTS))
              .toList();
      return new Sections(first, first.size() < needs.size() + agents.size(), running, recent);
    }

    /** How many need a person, such as {@code 7} or {@code 40+}; empty if none does. */
    public String count() {
      return needs.isEmpty() ? "" : needs.size() + (cut ? "+" : "");
    }

    boolean isEmpty() {
      return needs.isEmpty() && running.isEmpty() && recent.isEmpty();
    }
  }

  /** The first page of the list, with everything that waits for a person, however old. */
  Sections sections(DeploymentList.Page page) {
    Map<String, DeploymentSummary> all = new LinkedHashMap<>();
    for (Status status : List.of(Status.PARKED, Status.AWAITING_APPROVAL)) {
      waiting(status, page).forEach(each -> all.put(each.deploymentId(), each));
    }
    page.deployments().forEach(each -> all.putIfAbsent(each.deploymentId(), each));
    Map<String, Digest> known = digests.of(all.values());
    Sections sections = Sections.none();
    for (DeploymentSummary summary : all.values()) {
      Digest digest = known.getOrDefault(summary.deploymentId(), Digest.NONE);
      boolean stranded = digest.undoFailed() && !isDestroyedSince(summary, all.values());
      section(sections, summary, stranded).add(Row.of(summary, digest));
    }
    return sections.limited(troubledAgents());
  }

  private List<DeploymentSummary> waiting(Status status, DeploymentList.Page page) {
    return hasAllInProgress(page)
        ? page.deployments().stream().filter(each -> each.status() == status).toList()
        : list.page(ListQuery.read(Map.of("status", status.wireName()))).deployments();
  }

  /** They come first in the list: behind one that has ended there are no more. */
  private static boolean hasAllInProgress(DeploymentList.Page page) {
    return page.nextPageToken() == null
        || page.deployments().stream().anyMatch(each -> each.completedAt() != null);
  }

  private static List<Row> section(Sections sections, DeploymentSummary summary, boolean stranded) {
    return switch (summary.status()) {
      case PARKED, AWAITING_APPROVAL -> sections.needs();
      case QUEUED, RUNNING, COMPENSATING -> sections.running();
      case SUCCEEDED, FAILED, CANCELED, UNKNOWN -> stranded ? sections.needs() : sections.recent();
    };
  }

  /**
   * Destroying an agent removes what an undo could not; the latest to end are on the first page.
   */
  static boolean isDestroyedSince(DeploymentSummary summary, Collection<DeploymentSummary> all) {
    return all.stream()
        .anyMatch(
            other ->
                other.deploymentType().equals("destroy")
                    && other.status() == Status.SUCCEEDED
                    && other.createdAt().isAfter(summary.createdAt())
                    && isSame(other.agent(), summary.agent()));
  }

  private static boolean isSame(AgentName one, AgentName other) {
    return one.stackName().equals(other.stackName())
        && one.region().equals(other.region())
        && Objects.equals(one.account(), other.account());
  }

  private List<Row> troubledAgents() {
    List<Row> needs = new ArrayList<>();
    for (AgentResponse agent : agents.glance(new PageQuery(AGENTS, null, null)).answers(links)) {
      DriftResponse drift = agent.drift();
      if (drift != null && drift.status() == DriftStatus.DRIFTED) {
        needs.add(Row.drifted(agent, drift));
      }
      AuditState audit = agent.audit();
      if (audit != null && audit.trouble() != null) {
        needs.add(Row.unaudited(agent, audit));
      }
    }
    return needs;
  }

  /** One page of what a filter found. */
  List<Row> rows(List<DeploymentSummary> deployments) {
    Map<String, Digest> known = digests.of(deployments);
    return deployments.stream()
        .map(each -> Row.of(each, known.getOrDefault(each.deploymentId(), Digest.NONE)))
        .toList();
  }
}
