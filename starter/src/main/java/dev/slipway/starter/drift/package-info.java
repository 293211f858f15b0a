/** Drift over REST: a look on demand, and how often to look by itself. */
@NullMarked
package dev.slipway.starter.drift;

import org.jspecify.annotations.NullMarked;
