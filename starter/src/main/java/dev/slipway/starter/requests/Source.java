package dev.slipway.starter.requests;

import dev.slipway.project.Project;
import java.nio.charset.StandardCharsets;

/** The agent's own code, as stored. */
public sealed interface Source {
  /** What the author calls it; failures of the live agent name it. */
  String fileName();

  /** The same for the same content. */
  byte[] bytes();

  /** One Python file. */
  record File(String fileName, String text) implements Source {
    /** Under the name that a file has when its author gives it none. */
    public static File unnamed(String text) {
      return new File(FileName.DEFAULT, text);
    }

    @Override
    public byte[] bytes() {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** A folder, which has been validated. */
  record Folder(Project project) implements Source {
    @Override
    public String fileName() {
      return "project.zip";
    }

    @Override
    public byte[] bytes() {
      return project.archive();
    }
  }
}
