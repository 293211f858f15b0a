/** Removes an agent, whoever deployed it. */
@NullMarked
package dev.slipway.activities.remove;

import org.jspecify.annotations.NullMarked;
