package dev.slipway.workflows.scenarios.run;

import dev.slipway.api.DeploymentId;
import dev.slipway.workflows.audit.AuditHead;
import dev.slipway.workflows.audit.WriteAudit;
import dev.slipway.workflows.model.AgentKey;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.scenarios.cloud.Account;
import dev.slipway.workflows.scenarios.cloud.Accounts;
import dev.slipway.workflows.scenarios.cloud.AgentActivities;
import dev.slipway.workflows.scenarios.cloud.Keys;
import dev.slipway.workflows.scenarios.cloud.Stack;
import dev.slipway.workflows.scenarios.cloud.StackTemplate;
import dev.slipway.workflows.scenarios.cloud.StepActivities;
import dev.slipway.workflows.scenarios.cloud.UndoActivities;
import dev.slipway.workflows.steps.FetchOutputs;
import dev.slipway.workflows.steps.PlanChange;
import dev.slipway.workflows.turn.Turn;
import dev.slipway.workflows.undo.LedgerAction;
import dev.slipway.workflows.undo.LedgerEntry;
import io.temporal.common.interceptors.WorkerInterceptor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A fault injected into the product on purpose, to prove that the scenarios find it. */
public enum Mutation {
  NONE,

  /** The undo reports the keys as deleted but leaves them. */
  UNDO_SKIPS_THE_KEYS {
    @Override
    UndoActivities undo(Accounts accounts) {
      return new UndoActivities(accounts) {
        @Override
        public List<LedgerEntry> undoSecret(SecretInput input) {
          return List.of(
              new LedgerEntry("secret", input.secret().arn(), LedgerAction.DELETED, "not true"));
        }
      };
    }
  },

  /** The undo deletes a stack that existed before. */
  UNDO_FORGETS_WHAT_WAS_BEFORE {
    @Override
    UndoActivities undo(Accounts accounts) {
      return new UndoActivities(accounts) {
        @Override
        public Undone undoStack(StackInput input) {
          return super.undoStack(
              new StackInput(input.agent(), input.deploymentId(), false, input.before()));
        }
      };
    }
  },

  /** Every round of a deployment puts its package under the same key. */
  PACKAGE_KEY_IS_REUSED {
    @Override
    StepActivities steps(Accounts accounts) {
      return new StepActivities(accounts) {
        @Override
        protected Built pack(
            Account account, AgentKey agent, DeploymentId id, String source, ArtifactRef layer) {
          String folder = Keys.deployment(agent, id);
          ArtifactRef code = account.bucket().put(folder + "function", source);
          ArtifactRef template = account.bucket().put(folder + "template", code.uri());
          return new Built(template, layer, layer, false, code, 1_000);
        }
      };
    }
  },

  /** Memory is passed as a parameter, in which SAM sees no change. */
  MEMORY_IS_A_PARAMETER {
    @Override
    StepActivities steps(Accounts accounts) {
      return new StepActivities(accounts) {
        @Override
        protected StackTemplate wanted(Account account, PlanChange.Input input) {
          return super.wanted(account, input)
              .withMemoryOf(account.stacks().get(input.agent().stackName()));
        }
      };
    }
  },

  /** A destroy removes what was stored for deployments waiting behind it. */
  DESTROY_SPARES_NOTHING {
    @Override
    AgentActivities agents(Accounts accounts) {
      return new AgentActivities(accounts) {
        @Override
        protected Optional<String> reasonToSpare(String id, Instant last, Instant now) {
          return Optional.empty();
        }
      };
    }
  },

  /** The audit reports a bundle as written that is not. */
  AUDIT_IS_NOT_WRITTEN {
    @Override
    AgentActivities agents(Accounts accounts) {
      return new AgentActivities(accounts) {
        @Override
        public AuditHead writeAudit(WriteAudit.Input input) {
          super.writeAudit(input);
          accounts.of(input.agent()).loseBundle(input.deploymentId().value());
          return new AuditHead(1, "%064x".formatted(1));
        }
      };
    }
  },

  /** A deployment starts as soon as it is admitted, whatever is running. */
  EVERYBODY_HAS_A_TURN {
    @Override
    WorkerInterceptor[] interceptors() {
      return new WorkerInterceptor[] {new OwnTurn(new Turn(1, null))};
    }
  },

  /** A new version serves before it was tested. */
  UNTESTED_GOES_LIVE {
    @Override
    StepActivities steps(Accounts accounts) {
      return new StepActivities(accounts) {
        @Override
        protected FetchOutputs.Released candidate(Account account, Stack stack) {
          var made = super.candidate(account, stack);
          stack.goLive(Integer.parseInt(made.version()));
          return made;
        }
      };
    }
  },

  /** The agent does not learn what went live. */
  REVISION_IS_FORGOTTEN {
    @Override
    WorkerInterceptor[] interceptors() {
      return new WorkerInterceptor[] {new LostRevision()};
    }
  };

  Object[] activities(Accounts accounts) {
    return new Object[] {steps(accounts), undo(accounts), agents(accounts)};
  }

  StepActivities steps(Accounts accounts) {
    return new StepActivities(accounts);
  }

  UndoActivities undo(Accounts accounts) {
    return new UndoActivities(accounts);
  }

  AgentActivities agents(Accounts accounts) {
    return new AgentActivities(accounts);
  }

  WorkerInterceptor[] interceptors() {
    return new WorkerInterceptor[0];
  }
}
