package dev.slipway.activities.inject;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.activities.bundle.TemplateBundle;
import dev.slipway.project.Project;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.ProjectFacts;
import dev.slipway.workflows.steps.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The files of the function: the author's code and what says how it is loaded. */
final class FunctionSource {
  private final TemplateBundle bundle;
  private final HandlerTemplate handler;

  FunctionSource(TemplateBundle bundle) {
    this.bundle = bundle;
    this.handler = new HandlerTemplate(bundle.handler(), bundle.placeholder());
  }

  /**
   * One file goes into the handler; a folder stays unchanged, in a folder beside the runtime.
   *
   * @param project absent if the code is one file
   */
  SortedMap<String, byte[]> of(byte[] code, Inject.Input input, @Nullable ProjectFacts project) {
    SortedMap<String, byte[]> files = bundle.source();
    ObjectNode facts = JsonNodeFactory.instance.objectNode();
    if (project == null) {
      files.put(bundle.handlerFile(), handler.render(code));
      facts.put("file", name(input.code()));
    } else {
      files.remove(bundle.handlerFile());
      Project.of(code)
          .files()
          .forEach((path, content) -> files.put(bundle.projectFolder() + "/" + path, content));
      facts.put("file", project.entry()).put("module", project.module());
      project.paths().forEach(facts.putArray("paths")::add);
    }
    nameIn(input.entry()).ifPresent(name -> facts.put("entry", name));
    files.put(bundle.sourceFacts(), facts.toString().getBytes(StandardCharsets.UTF_8));
    return files;
  }

  /** Traces name the file as its author does: code is stored under that name. */
  private static String name(ArtifactRef code) {
    return code.key().substring(code.key().lastIndexOf('/') + 1);
  }

  /** The name in {@code file.py:name}; without one the code decides. */
  private static Optional<String> nameIn(@Nullable String entry) {
    return entry == null || entry.indexOf(':') < 0
        ? Optional.empty()
        : Optional.of(entry.substring(entry.indexOf(':') + 1));
  }
}
