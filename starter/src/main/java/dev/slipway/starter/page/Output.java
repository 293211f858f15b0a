package dev.slipway.starter.page;

import dev.slipway.workflows.model.Outputs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing to copy. */
public record Output(String name, String value) {
  static List<Output> of(@Nullable Outputs outputs) {
    List<Output> list = new ArrayList<>();
    if (outputs != null) {
      add(list, "Local function URL", outputs.localFunctionUrl());
      add(list, "Local API", outputs.localApiEndpoint());
      add(list, "Function URL", outputs.functionUrl());
      add(list, "API", outputs.apiEndpoint());
      add(list, "Function ARN", outputs.functionArn());
      add(list, "Log group", outputs.logGroup());
      add(list, "Version", outputs.version());
    }
    return list;
  }

  private static void add(List<Output> list, String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      list.add(new Output(name, value));
    }
  }
}
