/** Looking before anything is done. */
@NullMarked
package dev.slipway.activities.preflight;

import org.jspecify.annotations.NullMarked;
