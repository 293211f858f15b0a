package dev.slipway.workflows.check;

import dev.slipway.api.Permission;
import dev.slipway.api.PythonRuntime;
import dev.slipway.workflows.model.AccountRole;
import dev.slipway.workflows.model.ArtifactRef;
import dev.slipway.workflows.model.Finding;
import dev.slipway.workflows.model.GivenNames;
import dev.slipway.workflows.model.InAccount;
import dev.slipway.workflows.model.PackageTerms;
import dev.slipway.workflows.model.ProjectFacts;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks agent code without importing or running it, and the worker's tools. */
@ActivityInterface
public interface CodeCheck {
  /** The code of an error that is a rule's, not the agent's. */
  String POLICY = "policy";

  /**
   * The code, stored in the given region's bucket, and the runtime it is meant for.
   *
   * @param given what its deployment would give it; absent if there is none
   * @param packages which packages its deployment may take; absent if there is none
   * @param role leads into the account whose bucket it is; absent for the workers' own
   * @param entry what the author names as its entry point, as {@code file.py:name}; absent if it is
   *     to be found
   * @param requirements what its deployment names besides its imports
   */
  record Input(
      String region,
      ArtifactRef code,
      PythonRuntime runtime,
      @Nullable GivenNames given,
      @Nullable PackageTerms packages,
      @Nullable AccountRole role,
      @Nullable String entry,
      List<String> requirements)
      implements InAccount {
    public Input {
      requirements = requirements == null ? List.of() : requirements; // of an older version
    }

    /** Code in the workers' own account. */
    public Input(
        String region, ArtifactRef code, PythonRuntime runtime, @Nullable GivenNames given) {
      this(region, code, runtime, given, null, null, null, List.of());
    }
  }

  /**
   * Where execution starts.
   *
   * @param kind {@code main}, {@code lambda_handler}, {@code agentcore} or {@code agent}
   */
  record EntryPoint(
      String kind,
      String name,
      @Nullable Integer line,
      boolean async,
      boolean generator,
      List<String> parameters,
      boolean streams) {}

  /**
   * The verdict and what the code needs.
   *
   * @param modelsComplete whether the models listed are all it can call; false if some are known
   *     only at run time
   * @param asksElsewhere whether it may ask Bedrock in another region than the agent's
   * @param rights what it needs to be allowed beyond what every agent is
   * @param permissions the same as a request would have it
   * @param runtime what it was checked for: the chosen one if it could be chosen; absent from a
   *     report of an older version
   * @param constraints versions that a folder's own lock pins
   * @param project absent if the code is one file
   */
  record Report(
      boolean ok,
      List<Finding> errors,
      List<Finding> warnings,
      @Nullable EntryPoint entryPoint,
      List<String> requirements,
      List<String> models,
      boolean modelsComplete,
      boolean asksElsewhere,
      List<String> envNames,
      List<String> tools,
      boolean mcp,
      int agents,
      List<Right> rights,
      List<Permission> permissions,
      @Nullable PythonRuntime runtime,
      List<String> constraints,
      @Nullable ProjectFacts project) {
    public Report {
      // A report of an older version has none.
      constraints = constraints == null ? List.of() : constraints;
      rights = rights == null ? List.of() : rights;
      permissions = permissions == null ? List.of() : permissions;
    }

    /** The same with one more reason to refuse. */
    public Report refused(Finding reason) {
      return with(false, Stream.concat(errors.stream(), Stream.of(reason)).toList(), warnings);
    }

    /** The same with these warnings. */
    public Report withWarnings(List<Finding> others) {
      return with(ok, errors, others);
    }

    private Report with(boolean good, List<Finding> reasons, List<Finding> others) {
      return new Report(
          good,
          reasons,
          others,
          entryPoint,
          requirements,
          models,
          modelsComplete,
          asksElsewhere,
          envNames,
          tools,
          mcp,
          agents,
          rights,
          permissions,
          runtime,
          constraints,
          project);
    }

    /** An agent calls a handful of models; preflight asks AWS about each. */
    private static final int MAX_MODELS = 20;

    /** An inference profile's ARN has about 120 characters. */
    private static final int MAX_MODEL_LENGTH = 300;

    /** The models that must be accessible in the agent's region; the first ones of very many. */
    public List<String> modelsHere() {
      return asksElsewhere
          ? List.of()
          : models.stream()
              .filter(model -> model.length() <= MAX_MODEL_LENGTH)
              .limit(MAX_MODELS)
              .toList();
    }
  }

  /**
   * Actions in AWS that the code calls on the same objects.
   *
   * @param line of the first one
   * @param reason the calls, as the code has them
   * @param note what to do where the code does not name the object
   * @param file in a folder, the path of the file; absent if the code is one file
   */
  record Right(
      List<String> actions,
      List<String> resources,
      int line,
      String reason,
      @Nullable String note,
      @Nullable String file) {}

  /** A tool of the worker; no version when it is not available. */
  record ToolStatus(String name, boolean available, @Nullable String version) {}

  @ActivityMethod(name = "checkCode")
  Report checkCode(Input input);

  @ActivityMethod(name = "probeTools")
  List<ToolStatus> probeTools();
}
