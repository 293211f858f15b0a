/** One agent over its life: the lock, the queue and the revisions of a stack. */
@NullMarked
package dev.slipway.workflows.agent;

import org.jspecify.annotations.NullMarked;
