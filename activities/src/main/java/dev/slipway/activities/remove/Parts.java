package dev.slipway.activities.remove;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;

/**
 * What a stack consisted of when its deletion began. It travels with the heartbeat, so that an
 * attempt that finds the stack gone can still report each part.
 */
record Parts(List<Part> parts) {
  static final Parts NONE = new Parts(List.of());

  /** One resource. */
  record Part(String type, String id) {}

  boolean isEmpty() {
    return parts.isEmpty();
  }

  /** These and the ones that are there now, each once. */
  Parts and(List<StackResourceSummary> present) {
    var all = new LinkedHashSet<>(parts);
    present.forEach(
        resource -> all.add(new Part(resource.resourceType(), resource.physicalResourceId())));
    return new Parts(new ArrayList<>(all));
  }
}
