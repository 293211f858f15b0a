/** Judges agent code with Python's own compiler, without importing or running it. */
@NullMarked
package dev.slipway.activities.check;

import org.jspecify.annotations.NullMarked;
