package dev.slipway.activities.build;

import dev.slipway.workflows.model.PackageTerms;
import java.util.List;

/**
 * What is to be locked.
 *
 * @param terms which packages may be taken
 */
record Wanted(List<String> requirements, List<String> constraints, PackageTerms terms) {
  /** Other requirements, on the same terms. */
  Wanted insteadOf(List<String> others) {
    return new Wanted(others, constraints, terms);
  }

  /** The same without a cool-down. */
  Wanted ofAnyAge() {
    return new Wanted(requirements, constraints, new PackageTerms(terms.indexes(), null));
  }
}
