package dev.slipway.starter.page;

import dev.slipway.starter.problems.ProblemException;
import dev.slipway.starter.requests.Source;
import dev.slipway.starter.source.Snapshots;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.node.ObjectNode;

/** The code that is stored, in the editors of the page. */
@Component
final class KeptCode {
  /** Generated agents have a tenth of it; a browser edits more only slowly. */
  private static final int MAX_LENGTH = 1_000_000;

  private final Snapshots snapshots;

  KeptCode(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  /** The file of a deployment; nothing if it is a folder, huge or gone. */
  private Optional<Source.File> of(String deployment) {
    try {
      return snapshots.ofDeployment(deployment).source() instanceof Source.File file
              && file.text().length() <= MAX_LENGTH
          ? Optional.of(file)
          : Optional.empty();
    } catch (ProblemException gone) {
      return Optional.empty();
    }
  }

  /** Puts the code of a deployment into a form. */
  void fillIn(MultiValueMap<String, String> form, String deployment) {
    of(deployment)
        .ifPresent(
            file -> {
              form.set("code", file.text());
              form.set("file_name", file.fileName());
            });
  }

  /** Code that was left as it was is not sent again: nothing would be built from it. */
  ObjectNode withoutUnchanged(ObjectNode retry, String deployment) {
    if (retry.get("patch") instanceof ObjectNode patch
        && of(deployment)
            .filter(file -> lineFeeds(file.text()).equals(patch.path("code").asString("")))
            .isPresent()) {
      patch.remove("code");
      patch.remove("file_name");
    }
    return retry;
  }

  /** Browsers send each line break of a text field as two characters. */
  static String lineFeeds(String text) {
    return text.replace("\r\n", "\n");
  }
}
