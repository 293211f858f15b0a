/**
 * Plays scenarios on Temporal's in-memory server and compares what comes of them with the model.
 */
@NullMarked
package dev.slipway.workflows.scenarios.run;

import org.jspecify.annotations.NullMarked;
