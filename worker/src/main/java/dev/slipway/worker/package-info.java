/** The wiring of plan and hands to Temporal's task queues. */
@NullMarked
package dev.slipway.worker;

import org.jspecify.annotations.NullMarked;
