/** Tests of what is streamed to watchers. */
@NullMarked
package dev.slipway.starter.events;

import org.jspecify.annotations.NullMarked;
