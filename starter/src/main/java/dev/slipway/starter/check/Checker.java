package dev.slipway.starter.check;

import dev.slipway.api.Role;
import dev.slipway.starter.access.Permissions;
import dev.slipway.starter.accounts.KnownAccounts;
import dev.slipway.starter.admission.CodeChecks;
import dev.slipway.starter.requests.CheckRequestReader;
import dev.slipway.starter.storage.StarterStorage;
import dev.slipway.workflows.check.CodeCheck;
import dev.slipway.workflows.model.AccountRole;
import dev.slipway.workflows.model.ArtifactRef;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Has code checked, and keeps none of it. */
@Component
public final class Checker {
  private final StarterStorage storage;
  private final CodeChecks checks;
  private final Permissions permissions;
  private final KnownAccounts accounts;

  Checker(
      StarterStorage storage, CodeChecks checks, Permissions permissions, KnownAccounts accounts) {
    this.permissions = permissions;
    this.accounts = accounts;
    this.storage = storage;
    this.checks = checks;
  }

  /** The report; 422 and 403 for an account that the caller may not name. */
  public CodeCheck.Report check(CheckRequestReader.Asked asked) {
    String account = permissions.requireIn(Role.DEPLOYER, asked.account());
    accounts.requireRegion(account, asked.region());
    String behalfOf = permissions.principal().issuerAndSubject();
    @Nullable AccountRole way = accounts.way(account).map(role -> role.on(behalfOf)).orElse(null);
    ArtifactRef code =
        storage.code().putForCheck(() -> way, asked.region(), asked.source().bytes());
    try {
      return checks.check(
          new CodeCheck.Input(
              asked.region(),
              code,
              asked.runtime(),
              asked.given(),
              null,
              way,
              asked.entry(),
              asked.requirements()));
    } finally {
      storage.code().removeChecked(() -> way, asked.region(), code);
    }
  }
}
