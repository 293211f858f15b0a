package dev.slipway.activities.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.slipway.api.Permission;
import dev.slipway.api.PythonRuntime;
import dev.slipway.workflows.check.CodeCheck;
import dev.slipway.workflows.model.Finding;
import dev.slipway.workflows.model.ProjectFacts;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the checker printed.
 *
 * @param python the minor version that read the code
 */
record CheckAnswer(
    boolean ok,
    List<Finding> errors,
    List<Finding> warnings,
    @JsonProperty("entry_point") @Nullable Entry entryPoint,
    List<String> requirements,
    List<String> models,
    @JsonProperty("models_complete") boolean modelsComplete,
    @JsonProperty("asks_elsewhere") boolean asksElsewhere,
    @JsonProperty("env_names") List<String> envNames,
    List<String> tools,
    boolean mcp,
    int agents,
    List<CodeCheck.Right> rights,
    List<String> constraints,
    @Nullable ProjectFacts project,
    String python) {
  record Entry(
      String kind,
      String name,
      @Nullable Integer line,
      boolean async,
      boolean generator,
      List<Parameter> parameters,
      boolean streams) {}

  record Parameter(String name) {}

  /** Whether the grammar of a Python version is the only objection to the code. */
  boolean refusedForGrammarOnly() {
    return !ok && errors.stream().allMatch(error -> error.code().equals("syntax"));
  }

  CheckAnswer withErrors(List<Finding> others) {
    return new CheckAnswer(
        ok,
        others,
        warnings,
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
        constraints,
        project,
        python);
  }

  static CheckAnswer refusal(Finding reason, String python) {
    return new CheckAnswer(
        false,
        List.of(reason),
        List.of(),
        null,
        List.of(),
        List.of(),
        false,
        false,
        List.of(),
        List.of(),
        false,
        0,
        List.of(),
        List.of(),
        null,
        python);
  }

  CodeCheck.Report report(PythonRuntime runtime, Finding... moreWarnings) {
    return new CodeCheck.Report(
        ok,
        errors,
        Stream.concat(Stream.of(moreWarnings), warnings.stream()).toList(),
        entryPoint == null ? null : entryPoint(entryPoint),
        requirements,
        models,
        modelsComplete,
        asksElsewhere,
        envNames,
        tools,
        mcp,
        agents,
        rights,
        rights.stream()
            .map(right -> new Permission(right.actions(), right.resources()))
            .distinct()
            .toList(),
        runtime,
        constraints,
        project);
  }

  private static CodeCheck.EntryPoint entryPoint(Entry entry) {
    return new CodeCheck.EntryPoint(
        entry.kind(),
        entry.name(),
        entry.line(),
        entry.async(),
        entry.generator(),
        entry.parameters().stream().map(Parameter::name).toList(),
        entry.streams());
  }
}
