/** The heartbeat of every step, and how a request to stop reaches it. */
@NullMarked
package dev.slipway.activities.heartbeat;

import org.jspecify.annotations.NullMarked;
