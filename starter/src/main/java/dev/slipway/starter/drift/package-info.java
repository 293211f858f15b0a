/** Drift over REST: a check on demand, and how often to check automatically. */
@NullMarked
package dev.slipway.starter.drift;

import org.jspecify.annotations.NullMarked;
