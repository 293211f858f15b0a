/** Admits a valid request: account, idempotency, code check, keys, then the agent's queue. */
@NullMarked
package dev.slipway.starter.admission;

import org.jspecify.annotations.NullMarked;
