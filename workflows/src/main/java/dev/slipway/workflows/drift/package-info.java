/** Looking whether a live agent is still as it was deployed. */
@NullMarked
package dev.slipway.workflows.drift;

import org.jspecify.annotations.NullMarked;
