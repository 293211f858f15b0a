package dev.slipway.starter.page;

import dev.slipway.api.Role;
import dev.slipway.project.compare.FileDifference;
import dev.slipway.starter.access.Needs;
import dev.slipway.starter.agents.AgentResponse;
import dev.slipway.starter.agents.Agents;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.source.Comparison;
import dev.slipway.starter.source.Comparisons;
import dev.slipway.starter.source.Snapshot;
import dev.slipway.starter.source.Snapshots;
import dev.slipway.starter.temporal.Deployments;
import dev.slipway.starter.views.Links;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.Finding;
import dev.slipway.workflows.timeline.DeploymentView;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows the author's code, and what differs between two versions of it. */
@Controller
@Needs(Role.VIEWER)
class CodePageController {
  private final Snapshots snapshots;
  private final Comparisons comparisons;
  private final Agents agents;
  private final Deployments deployments;
  private final Links links;

  CodePageController(
      Snapshots snapshots,
      Comparisons comparisons,
      Agents agents,
      Deployments deployments,
      Links links) {
    this.snapshots = snapshots;
    this.comparisons = comparisons;
    this.agents = agents;
    this.deployments = deployments;
    this.links = links;
  }

  @GetMapping("/deployments/{id}/source")
  String ofDeployment(
      @PathVariable String id, @RequestParam(required = false) @Nullable String file, Model model) {
    DeploymentView deployment = deployments.view(id);
    AgentKey agent = deployment.agent();
    String self = links.ofDeployment(id, agent).self() + "/source";
    return show(
        snapshots.of(deployment), agent, file, "/deployments/" + id + "/source?", self, model);
  }

  @GetMapping("/agents/{region}/{stackName}/source")
  String ofRevision(
      @PathVariable String region,
      @PathVariable String stackName,
      @RequestParam(required = false) @Nullable String account,
      @RequestParam(required = false) @Nullable String revision,
      @RequestParam(required = false) @Nullable String file,
      Model model) {
    AgentState agent = agents.require(region, stackName, account);
    String named = revision == null || revision.isBlank() ? "live" : revision;
    Snapshot snapshot = snapshots.named(agent, named);
    return show(
        snapshot,
        agent.agent(),
        file,
        "/agents/%s/%s/source?revision=%s%s"
            .formatted(
                region,
                stackName,
                snapshot.revision(),
                account == null ? "" : "&account=" + account),
        "/api/v1/deployments/" + snapshot.deploymentId() + "/source",
        model);
  }

  private String show(
      Snapshot snapshot,
      AgentKey agent,
      @Nullable String file,
      String here,
      String download,
      Model model) {
    var files = snapshot.files();
    String path = file == null ? first(snapshot) : file;
    byte[] content = files.get(path);
    if (content == null) {
      throw ProblemException.notFound("There is no such file in " + snapshot.title() + ".");
    }
    Optional<String> text = FileDifference.text(content);
    model.addAttribute("snapshot", snapshot);
    model.addAttribute("agentPage", links.ofAgent(agent).page());
    model.addAttribute("agentName", agent.stackName().value());
    model.addAttribute("files", files.keySet());
    model.addAttribute("file", path);
    model.addAttribute("bytes", content.length);
    model.addAttribute("text", text.isPresent());
    model.addAttribute(
        "lines", text.map(code -> SourceLine.of(code, about(snapshot, path))).orElse(List.of()));
    model.addAttribute(
        "missing",
        Math.max(0, text.map(code -> code.lines().count()).orElse(0L) - SourceLine.MAX_LINES));
    model.addAttribute("here", here);
    model.addAttribute("download", download);
    return "slipway/source";
  }

  /** The Python file that is most likely to be looked for. */
  private static String first(Snapshot snapshot) {
    var names = snapshot.files().keySet();
    return names.stream()
        .filter(name -> name.endsWith("main.py") || name.endsWith("agent.py"))
        .findFirst()
        .orElseGet(
            () ->
                names.stream()
                    .filter(name -> name.endsWith(".py"))
                    .findFirst()
                    .orElse(names.iterator().next()));
  }

  private static List<Finding> about(Snapshot snapshot, String path) {
    return snapshot.findings().stream()
        .filter(
            finding -> finding.file() == null ? !snapshot.folder() : finding.file().equals(path))
        .toList();
  }

  @GetMapping("/agents/{region}/{stackName}/compare")
  String compare(
      @PathVariable String region,
      @PathVariable String stackName,
      @RequestParam(required = false) @Nullable String account,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      Model model) {
    AgentState agent = agents.require(region, stackName, account);
    model.addAttribute("a", AgentResponse.of(agent, links));
    compare(agent, from, to, model);
    return "slipway/compare";
  }

  /** Part of a page: why it can't be shown is said in its place. */
  @GetMapping("/agents/{region}/{stackName}/changes")
  String changes(
      @PathVariable String region,
      @PathVariable String stackName,
      @RequestParam(required = false) @Nullable String account,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      Model model) {
    compare(agents.require(region, stackName, account), from, to, model);
    return "slipway/changes :: changes";
  }

  private void compare(AgentState agent, @Nullable String from, @Nullable String to, Model model) {
    Changes.put(() -> comparisons.between(agent, from, to), model);
    if (model.getAttribute("comparison") instanceof Comparison comparison) {
      Snapshot earlier = comparison.from();
      Snapshot later = comparison.to();
      model.addAttribute("before", earlier == null ? "" : String.valueOf(earlier.revision()));
      model.addAttribute("after", String.valueOf(later.revision()));
      model.addAttribute("unlisted", later.revision() == null ? later.deploymentId() : null);
    }
  }
}
