package dev.slipway.starter.fakes;

import dev.slipway.project.Project;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.steps.Inject;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/** Code as the inject step freezes it; {@code InjectActivityTest} says that it does. */
final class StubSource {
  private StubSource() {}

  static ArtifactRef freeze(FakeStorage storage, Inject.Input input) {
    return storage.freeze(input.agent(), input.deploymentId(), frozen(storage.read(input.code())));
  }

  private static byte[] frozen(byte[] code) {
    var files = new TreeMap<String, byte[]>();
    files.put("run.sh", "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8));
    if (Project.isArchive(code)) {
      Project.of(code).files().forEach((path, content) -> files.put("project/" + path, content));
    } else {
      String text = new String(code, StandardCharsets.UTF_8);
      files.put(
          "agent_handler.py",
          "# begins\n%s\n# ends\n".formatted(text).getBytes(StandardCharsets.UTF_8));
      files.put("agent_source.json", "{\"file\":\"agent.py\"}".getBytes(StandardCharsets.UTF_8));
    }
    return new Project(files).archive();
  }
}
