/** Random requests from a seed: any request gets a well-formed answer. */
@NullMarked
package dev.slipway.starter.fuzz;

import org.jspecify.annotations.NullMarked;
