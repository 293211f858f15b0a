/** The sign of life of every step, and the way a stop reaches it. */
@NullMarked
package dev.slipway.activities.heartbeat;

import org.jspecify.annotations.NullMarked;
