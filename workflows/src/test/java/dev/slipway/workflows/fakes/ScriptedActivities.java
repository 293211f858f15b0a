package dev.slipway.workflows.fakes;

import dev.slipway.workflows.agent.PruneRevisions;
import dev.slipway.workflows.audit.WriteAudit;
import dev.slipway.workflows.destroy.RemoveAgent;
import dev.slipway.workflows.drift.CheckDrift;
import dev.slipway.workflows.drift.DriftFinding;
import dev.slipway.workflows.drift.DriftReport;
import dev.slipway.workflows.scenarios.cloud.Accounts;
import dev.slipway.workflows.scenarios.cloud.AgentActivities;
import dev.slipway.workflows.scenarios.cloud.StepActivities;
import dev.slipway.workflows.scenarios.cloud.UndoActivities;
import dev.slipway.workflows.steps.FetchOutputs;
import dev.slipway.workflows.steps.Inject;
import dev.slipway.workflows.steps.PlanChange;
import dev.slipway.workflows.steps.Preflight;
import dev.slipway.workflows.steps.ReuseRevision;
import dev.slipway.workflows.steps.SamBuild;
import dev.slipway.workflows.steps.SamDeploy;
import dev.slipway.workflows.steps.SmokeTest;
import dev.slipway.workflows.undo.Undo;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The activities of the scenarios' cloud; each attempt is recorded, and may fail by script. */
final class ScriptedActivities {
  private final World world;
  private final Faults faults;

  ScriptedActivities(World world, Faults faults) {
    this.world = world;
    this.faults = faults;
  }

  Object[] in(Accounts accounts) {
    CheckDrift drift = agent -> DRIFTED;
    return new Object[] {
      scripted(
          new StepActivities(accounts),
          Preflight.class,
          Inject.class,
          SamBuild.class,
          ReuseRevision.class,
          PlanChange.class,
          SamDeploy.class,
          FetchOutputs.class,
          SmokeTest.class),
      scripted(new UndoActivities(accounts), Undo.class),
      scripted(
          new AgentActivities(accounts), RemoveAgent.class, PruneRevisions.class, WriteAudit.class),
      scripted(drift, CheckDrift.class)
    };
  }

  private static final DriftReport DRIFTED =
      DriftReport.of(
          Instant.EPOCH,
          1,
          List.of(new DriftFinding("memory of $LATEST", "512 MB", "1024 MB")),
          List.of());

  private Object scripted(Object activities, Class<?>... interfaces) {
    return Proxy.newProxyInstance(
        ScriptedActivities.class.getClassLoader(),
        interfaces,
        (proxy, method, arguments) ->
            method.getDeclaringClass() == Object.class
                ? call(activities, method, arguments)
                : attempt(activities, method, arguments));
  }

  private @Nullable Object attempt(Object activities, Method method, Object[] arguments)
      throws Throwable {
    world.called(method.getName());
    note(arguments[0]);
    Faults.Fault fault = faults.next(method.getName());
    try {
      fault.beforeEffect();
      Object result = call(activities, method, arguments);
      if (result instanceof SamDeploy.Change change && !change.attached()) {
        world.executed();
      }
      fault.afterEffect();
      return result;
    } catch (Faults.WorkerLost silence) {
      return null; // the attempt is not reported
    }
  }

  private void note(Object input) {
    if (input instanceof Preflight.Input preflight) {
      world.consented("preflight", preflight.skipResources());
      world.askedAbout(preflight.models());
    } else if (input instanceof PlanChange.Input plan) {
      world.consented("planChange", plan.skipResources());
    }
  }

  private static Object call(Object activities, Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(activities, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }
}
