package dev.slipway.starter.check;

import dev.slipway.starter.admission.CodeChecks;
import dev.slipway.starter.requests.CheckRequestReader;
import dev.slipway.starter.storage.StarterStorage;
import dev.slipway.workflows.check.CodeCheck;
import dev.slipway.workflows.model.ArtifactRef;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Has code checked, and keeps none of it. */
@Component
public final class Checker {
  private final StarterStorage storage;
  private final CodeChecks checks;

  Checker(StarterStorage storage, CodeChecks checks) {
    this.storage = storage;
    this.checks = checks;
  }

  public CodeCheck.Report check(CheckRequestReader.Asked asked) {
    ArtifactRef code = storage.code().putForCheck(asked.region(), asked.code());
    try {
      return checks.check(
          "check/" + UUID.randomUUID(),
          new CodeCheck.Input(asked.region(), code, asked.runtime(), asked.given()));
    } finally {
      storage.code().removeChecked(asked.region(), code);
    }
  }
}
