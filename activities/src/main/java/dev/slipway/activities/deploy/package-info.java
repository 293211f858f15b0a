/** The change set: planned, executed, followed to its end. */
@NullMarked
package dev.slipway.activities.deploy;

import org.jspecify.annotations.NullMarked;
