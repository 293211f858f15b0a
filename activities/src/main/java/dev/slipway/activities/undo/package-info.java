/** Undoes exactly what one deployment did. */
@NullMarked
package dev.slipway.activities.undo;

import org.jspecify.annotations.NullMarked;
