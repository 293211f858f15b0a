/** Random requests from a seed: whatever comes in, an answer in order goes out. */
@NullMarked
package dev.slipway.starter.fuzz;

import org.jspecify.annotations.NullMarked;
