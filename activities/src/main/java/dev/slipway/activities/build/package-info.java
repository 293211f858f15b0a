/** Locks the dependencies, builds their layer once per lock, and has SAM build the function. */
@NullMarked
package dev.slipway.activities.build;

import org.jspecify.annotations.NullMarked;
