package dev.slipway.starter.source;

import dev.slipway.api.DeploymentId;
import dev.slipway.project.Project;
import dev.slipway.starter.accounts.KnownAccounts;
import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.requests.Source;
import dev.slipway.starter.storage.CodeStore;
import dev.slipway.starter.storage.StarterStorage;
import dev.slipway.starter.temporal.Deployments;
import dev.slipway.storage.artifacts.FrozenSource;
import dev.slipway.workflows.agent.AgentState;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.timeline.DeploymentView;
import dev.slipway.workflows.turn.Revision;
import io.temporal.failure.ApplicationFailure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Reads the author's code back from where it is stored, as long as it is. */
@Component
public final class Snapshots {
  private static final String LIVE = "live";

  private final Deployments deployments;
  private final CodeStore code;
  private final KnownAccounts accounts;

  Snapshots(Deployments deployments, StarterStorage storage, KnownAccounts accounts) {
    this.accounts = accounts;
    this.deployments = deployments;
    this.code = storage.code();
  }

  /** What a deployment deploys: the code that was sent last. 404 without one, 410 once gone. */
  public Snapshot ofDeployment(String id) {
    return of(deployments.view(id));
  }

  /** The same for one that has just been read. */
  public Snapshot of(DeploymentView view) {
    String id = view.deploymentId();
    if (view.spec() == null) {
      throw ProblemException.notFound(
          "Deployment '%s' deploys no code; it removes the agent.".formatted(id));
    }
    return Snapshot.of(
        view,
        stored(() -> source(view))
            .orElseThrow(
                () ->
                    ProblemException.gone(
                        "The code of deployment '%s' is no longer stored: the deployment was undone, its revision is no longer kept, or its agent was destroyed."
                            .formatted(id))));
  }

  private Optional<Source> source(DeploymentView view) {
    AgentKey agent = accounts.today(view.agent());
    Optional<ArtifactRef> sent = deployments.code(view.deploymentId());
    if (view.reuse() == null && sent.isPresent()) {
      return code.read(agent, sent.get()).map(bytes -> sent(sent.get(), bytes));
    }
    String sha256 = view.artifact().sourceSha256();
    Optional<byte[]> frozen =
        sha256 == null
            ? sent.flatMap(source -> code.read(agent, source))
            : code.readFrozen(agent, new DeploymentId(view.deploymentId()), sha256);
    return frozen.map(Snapshots::frozen);
  }

  /** The code of a kept revision. */
  public Snapshot ofRevision(AgentState agent, int number) {
    return of(agent, revision(agent, number));
  }

  private Snapshot of(AgentState agent, Revision revision) {
    return Snapshot.of(
        revision,
        stored(() -> code.read(agent.agent(), revision.bundle().archive()).map(Snapshots::frozen))
            .orElseThrow(
                () ->
                    ProblemException.gone(
                        "The code of revision %d is no longer in the bucket."
                            .formatted(revision.number()))));
  }

  /** The code that is live; nothing when none is. */
  public Optional<Snapshot> live(AgentState agent) {
    return agent.live().map(revision -> of(agent, revision));
  }

  /** The code of the revision before; nothing when none is kept. */
  public Optional<Snapshot> before(AgentState agent, Snapshot later) {
    Integer number = later.revision();
    return agent.revisions().stream()
        .filter(revision -> number == null || revision.number() < number)
        .reduce((_, last) -> last)
        .map(revision -> of(agent, revision));
  }

  /**
   * What someone names.
   *
   * @param name {@code live}, the number of a revision, or the id of one of its deployments
   */
  public Snapshot named(AgentState agent, String name) {
    if (name.equals(LIVE)) {
      return live(agent).orElseThrow(() -> nothingLive(agent));
    }
    if (name.matches("\\d{1,9}")) {
      return ofRevision(agent, Integer.parseInt(name));
    }
    DeploymentView view = deployments.view(name);
    if (!view.agent().equals(agent.agent())) {
      throw Deployments.notFound(name);
    }
    return of(view);
  }

  private static ProblemException nothingLive(AgentState agent) {
    return ProblemException.notFound(
        "Agent '%s' has no live revision yet.".formatted(agent.agent().label()));
  }

  private static Revision revision(AgentState agent, int number) {
    return agent.revisions().stream()
        .filter(revision -> revision.number() == number)
        .findFirst()
        .orElseThrow(() -> notKept(agent, number));
  }

  private static ProblemException notKept(AgentState agent, int number) {
    List<Revision> kept = agent.revisions();
    String there =
        kept.isEmpty()
            ? "there are none"
            : kept.reversed().stream()
                .map(revision -> String.valueOf(revision.number()))
                .collect(Collectors.joining(", ", "expected: ", ""));
    return number >= 1 && number < agent.nextRevision()
        ? ProblemException.gone("Revision %d is no longer kept (%s).".formatted(number, there))
        : ProblemException.notFound(
            "Agent '%s' has no revision %d (%s).".formatted(agent.agent().label(), number, there));
  }

  private static Source sent(ArtifactRef stored, byte[] bytes) {
    String key = stored.key();
    return Project.isArchive(bytes)
        ? new Source.Folder(Project.of(bytes))
        : file(key.substring(key.lastIndexOf('/') + 1), bytes);
  }

  private static Source frozen(byte[] archive) {
    FrozenSource source = FrozenSource.of(archive);
    return source.folder()
        ? new Source.Folder(new Project(source.files()))
        : file(source.files().firstKey(), source.files().firstEntry().getValue());
  }

  private static Source file(String name, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return new Source.File(name, text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  private static Optional<Source> stored(Supplier<Optional<Source>> reading) {
    try {
      return reading.get();
    } catch (ApplicationFailure altered) {
      throw ProblemException.badGateway(
          "The stored code is not what was stored: " + altered.getOriginalMessage());
    }
  }
}
