/** Records the outcome of a deployment permanently: the contents of its audit bundle. */
@NullMarked
package dev.slipway.activities.audit;

import org.jspecify.annotations.NullMarked;
