/** Writes down for good what became of a deployment: the contents of its audit bundle. */
@NullMarked
package dev.slipway.activities.audit;

import org.jspecify.annotations.NullMarked;
