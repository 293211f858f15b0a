/** The single closed list of what can go wrong, and how each failure is explained. */
@NullMarked
package dev.slipway.workflows.failure;

import org.jspecify.annotations.NullMarked;
