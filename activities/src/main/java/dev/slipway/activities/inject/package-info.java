/** Turns generated agent code into an immutable source bundle, byte for byte. */
@NullMarked
package dev.slipway.activities.inject;

import org.jspecify.annotations.NullMarked;
