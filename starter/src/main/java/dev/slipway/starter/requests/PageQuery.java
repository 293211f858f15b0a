package dev.slipway.starter.requests;

import dev.slipway.starter.temporal.Visibility;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which part somebody wants to see of a list without filters. */
public record PageQuery(int pageSize, @Nullable String pageToken) {
  /** Reads query parameters; one that does not exist is an error, as in a body. */
  public static PageQuery read(Map<String, String> parameters) {
    Complaints complaints = new Complaints();
    int size = Visibility.MOST_PER_PAGE;
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      String name = parameter.getKey();
      if (name.equals("page_size")) {
        size = ListQueryReader.pageSize(parameter.getValue(), complaints);
      } else if (!name.equals("page_token")) {
        complaints.add(
            name,
            "unknown_parameter",
            name + ": unknown parameter",
            "known parameters: page_size, page_token");
      }
    }
    complaints.throwIfAny();
    return new PageQuery(size, parameters.get("page_token"));
  }
}
