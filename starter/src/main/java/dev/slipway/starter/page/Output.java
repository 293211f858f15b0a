package dev.slipway.starter.page;

import dev.slipway.workflows.model.FunctionOutputs;
import dev.slipway.workflows.model.Outputs;
import dev.slipway.workflows.model.RuntimeOutputs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing to copy. */
public record Output(String name, String value) {
  static List<Output> of(@Nullable Outputs outputs) {
    List<Output> list = new ArrayList<>();
    switch (outputs) {
      case null -> {
        return list;
      }
      case FunctionOutputs function -> {
        add(list, "Local function URL", function.localFunctionUrl());
        add(list, "Local API", function.localApiEndpoint());
        add(list, "Function URL", function.functionUrl());
        add(list, "API", function.apiEndpoint());
        add(list, "Function ARN", function.functionArn());
      }
      case RuntimeOutputs runtime -> {
        add(list, "Runtime ARN", runtime.runtimeArn());
        add(list, "Endpoint", runtime.endpoint());
      }
    }
    add(list, "Log group", outputs.logGroup());
    add(list, "Version", outputs.version());
    return list;
  }

  private static void add(List<Output> list, String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      list.add(new Output(name, value));
    }
  }
}
