/** Compares a live agent with what was deployed. */
@NullMarked
package dev.slipway.activities.drift;

import org.jspecify.annotations.NullMarked;
