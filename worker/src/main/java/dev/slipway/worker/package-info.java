/** The wiring of workflows and activities to Temporal's task queues. */
@NullMarked
package dev.slipway.worker;

import org.jspecify.annotations.NullMarked;
