/** How a process connects to Temporal. */
@NullMarked
package dev.slipway.temporal;

import org.jspecify.annotations.NullMarked;
