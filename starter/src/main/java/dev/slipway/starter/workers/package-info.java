/** Which builds of Slipway the workers run, and which one is given new work. */
@NullMarked
package dev.slipway.starter.workers;

import org.jspecify.annotations.NullMarked;
