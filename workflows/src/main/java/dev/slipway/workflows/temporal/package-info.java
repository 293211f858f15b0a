/** Names shared with the Temporal server: task queues, search attributes, payload format. */
@NullMarked
package dev.slipway.workflows.temporal;

import org.jspecify.annotations.NullMarked;
