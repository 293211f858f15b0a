package dev.slipway.starter.page;

import dev.slipway.api.Status;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the filters above the list.
 *
 * @param href the same list with only those, or without this filter if it is the chosen one
 * @param count how many there are; absent if that is not known
 */
public record StatusChip(
    String status, String text, String href, @Nullable Long count, boolean chosen) {
  /** One for each status; those that nothing has are left out, unless chosen. */
  static List<StatusChip> of(Listing list, Map<Status, Long> counts) {
    String chosen = list.query().filters().getOrDefault("status", "");
    return Status.known().stream()
        .map(status -> of(list, status, counts.get(status), status.wireName().equals(chosen)))
        .filter(chip -> chip.chosen() || chip.count() == null || chip.count() > 0)
        .toList();
  }

  private static StatusChip of(Listing list, Status status, @Nullable Long count, boolean chosen) {
    String name = status.wireName();
    return new StatusChip(
        name, name.replace('_', ' '), list.withStatus(chosen ? "" : name), count, chosen);
  }
}
