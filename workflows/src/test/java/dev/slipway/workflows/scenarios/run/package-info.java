/** Plays scenarios on Temporal's in-memory server and compares the outcomes with the model. */
@NullMarked
package dev.slipway.workflows.scenarios.run;

import org.jspecify.annotations.NullMarked;
