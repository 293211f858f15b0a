/** Revisions that are kept: deployed again, and pruned when there are newer ones. */
@NullMarked
package dev.slipway.activities.reuse;

import org.jspecify.annotations.NullMarked;
