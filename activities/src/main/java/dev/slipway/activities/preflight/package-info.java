/** Checks that run before anything is changed. */
@NullMarked
package dev.slipway.activities.preflight;

import org.jspecify.annotations.NullMarked;
