/** Checks whether a live agent is still as deployed. */
@NullMarked
package dev.slipway.workflows.drift;

import org.jspecify.annotations.NullMarked;
