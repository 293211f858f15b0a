/** The parts of the local stack that are separate processes: started, adopted, watched, stopped. */
@NullMarked
package dev.slipway.local.component;

import org.jspecify.annotations.NullMarked;
